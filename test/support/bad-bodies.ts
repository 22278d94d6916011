/** Bodies that are no JSON, or none that has a place in UTF-8: whoever takes JSON refuses them. */
export const NO_JSON: readonly (readonly [name: string, body: unknown])[] = [
  ["no body", undefined],
  ["an empty body", ""],
  ["what is no JSON", "{not json"],
  ["a JSON text that ends early", '{"name": "a"'],
  ["two JSON texts", "{} {}"],
  ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ["a lone surrogate in a value", '{"name":"\\ud800","age":1}'],
  ["a lone surrogate in a key", '{"\\udfff":1}'],
  ["NaN", '{"age":NaN}'],
  ["nesting past any stack", "[".repeat(200_000)],
  ["closed nesting past any stack", `{"name":${"[".repeat(200_000)}${"]".repeat(200_000)}}`],
];

/** JSON that is no object. */
export const NO_OBJECT: readonly string[] = ["null", "true", "1", '"text"', "[]", '[{"name":"a"}]'];
