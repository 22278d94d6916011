import type { ApiCase, ApiRequest } from "../../support/api-case.ts";

export const ITEM = { sku: "SKU-1", name: "Widget", qty: 10 };

export const post = (
  body?: unknown,
  headers: Record<string, string> = { "content-type": "application/json" },
): ApiRequest => ({ method: "POST", path: "/inventory", headers, ...(body !== undefined && { body }) });

const stored = (name: string, body: unknown, item: unknown): ApiCase => ({
  name,
  request: post(body),
  status: 200,
  body: { status: "created", item },
});

const refused = (name: string, body: unknown, ...detail: unknown[]): ApiCase => ({
  name,
  request: post(body),
  status: 422,
  body: { detail },
});

const MESSAGES = {
  missing: "Field required",
  model_attributes_type: "Input should be a valid dictionary or object to extract fields from",
  string_type: "Input should be a valid string",
  int_type: "Input should be a valid integer",
  int_parsing: "Input should be a valid integer, unable to parse string as an integer",
  int_parsing_size: "Unable to parse input string as an integer, exceeded maximum size",
  int_from_float: "Input should be a valid integer, got a number with a fractional part",
  finite_number: "Input should be a finite number",
} as const;

const fault = (type: keyof typeof MESSAGES, loc: unknown[], input: unknown) => ({
  type,
  loc: ["body", ...loc],
  msg: MESSAGES[type],
  input,
});

const noJson = (name: string, body: unknown, offset: number, error: string) =>
  refused(name, body, {
    type: "json_invalid",
    loc: ["body", offset],
    msg: "JSON decode error",
    input: {},
    ctx: { error },
  });

const withQty = (qty: string) => `{"sku":"SKU-1","name":"Widget","qty":${qty}}`;

/** As FastAPI 0.165 with Pydantic 2.14 answers, but for the rows that say otherwise. */
const integers: readonly ApiCase[] = [
  ...(
    [
      ["10", 10],
      ['"10"', 10],
      ["10.0", 10],
      ['"10.00"', 10],
      ["1e3", 1000],
      ["-5", -5],
      ["-0.0", 0],
      ["1e-400", 0],
      ['" +1_0\\t"', 10],
      ['"007"', 7],
      ['"-0"', 0],
      ["true", 1],
      ["false", 0],
      ["9007199254740991", 9007199254740991],
      ['"-9007199254740991"', -9007199254740991],
    ] as const
  ).map(([qty, stands]) => stored(`takes the quantity ${qty}`, withQty(qty), { ...ITEM, qty: stands })),
  ...(
    [
      ["10.5", "int_from_float", 10.5],
      ["0.1", "int_from_float", 0.1],
      ['"ten"', "int_parsing", "ten"],
      ['""', "int_parsing", ""],
      ['"10.5"', "int_parsing", "10.5"],
      ['"1e3"', "int_parsing", "1e3"],
      ['"1__0"', "int_parsing", "1__0"],
      ['"- 5"', "int_parsing", "- 5"],
      ['"0x10"', "int_parsing", "0x10"],
      ['"٣"', "int_parsing", "٣"],
      ["null", "int_type", null],
      ["[]", "int_type", []],
      ['{"a":[1]}', "int_type", { a: [1] }],
      ["1e19", "int_parsing_size", 1e19],
      ["1.5e300", "int_parsing_size", 1.5e300],
    ] as const
  ).map(([qty, type, input]) =>
    refused(`refuses the quantity ${qty}`, withQty(qty), fault(type, ["qty"], input)),
  ),
];

/** Where Python would store the quantity as it is, or fail. */
const ownIntegers: readonly ApiCase[] = [
  ...(
    [
      ["9007199254740992", "int_parsing_size", 9007199254740992],
      ['"9007199254740993"', "int_parsing_size", "9007199254740993"],
      ["1e999", "finite_number", null],
      ["-1e999", "finite_number", null],
    ] as const
  ).map(([qty, type, input]) =>
    refused(
      `refuses the quantity ${qty}, which has no exact number here`,
      withQty(qty),
      fault(type, ["qty"], input),
    ),
  ),
];

const fields: readonly ApiCase[] = [
  stored("stores an item", ITEM, ITEM),
  stored("stores it again, in place of the one before", { ...ITEM, qty: 3 }, { ...ITEM, qty: 3 }),
  stored(
    "drops further keys, __proto__ included",
    '{"__proto__":{"qty":1},"x":[1],"sku":"SKU-1","name":"Widget","qty":10}',
    ITEM,
  ),
  stored("takes the last of duplicate keys", '{"sku":1,"sku":"SKU-1","name":"Widget","qty":10}', ITEM),
  stored("takes an empty name", { ...ITEM, name: "" }, { ...ITEM, name: "" }),
  stored(
    "takes a SKU of 512 characters",
    { ...ITEM, sku: "😀".repeat(512) },
    { ...ITEM, sku: "😀".repeat(512) },
  ),
  stored(
    "takes a name of 10,000 characters",
    { ...ITEM, name: "é".repeat(1e4) },
    { ...ITEM, name: "é".repeat(1e4) },
  ),
  stored(
    "takes any character",
    { ...ITEM, sku: "a/b%\0", name: "\0\n😀" },
    { ...ITEM, sku: "a/b%\0", name: "\0\n😀" },
  ),
  { ...stored("does not require a content type", ITEM, ITEM), request: post(JSON.stringify(ITEM), {}) },
  {
    ...stored("takes a body in bytes", ITEM, ITEM),
    request: post(Buffer.from(JSON.stringify(ITEM)), { "content-type": "application/octet-stream" }),
  },
  refused(
    "names every field that is missing",
    "{}",
    fault("missing", ["sku"], {}),
    fault("missing", ["name"], {}),
    fault("missing", ["qty"], {}),
  ),
  refused(
    "tells all that is wrong, in the order of the fields",
    '{"name":null,"qty":"x","sku":1}',
    fault("string_type", ["sku"], 1),
    fault("string_type", ["name"], null),
    fault("int_parsing", ["qty"], "x"),
  ),
  refused(
    "shows the object that lacks a field",
    '{"sku":"SKU-1","name":"Widget","extra":[1]}',
    fault("missing", ["qty"], { sku: "SKU-1", name: "Widget", extra: [1] }),
  ),
  refused(
    "does not inherit from __proto__",
    '{"__proto__":{"sku":"a"},"name":"b","qty":1}',
    fault("missing", ["sku"], JSON.parse('{"__proto__":{"sku":"a"},"name":"b","qty":1}')),
  ),
  refused(
    "refuses an empty SKU",
    { ...ITEM, sku: "" },
    {
      type: "string_too_short",
      loc: ["body", "sku"],
      msg: "String should have at least 1 character",
      input: "",
      ctx: { min_length: 1 },
    },
  ),
  ...(
    [
      ["sku", 512],
      ["name", 10_000],
    ] as const
  ).map(([field, limit]) =>
    refused(
      `refuses a ${field} of ${limit + 1} characters`,
      { ...ITEM, [field]: "x".repeat(limit + 1) },
      {
        type: "string_too_long",
        loc: ["body", field],
        msg: `String should have at most ${limit} characters`,
        input: "x".repeat(limit + 1),
        ctx: { max_length: limit },
      },
    ),
  ),
];

const bodies: readonly ApiCase[] = [
  refused("refuses no body", undefined, fault("missing", [], null)),
  refused("refuses an empty body", "", fault("missing", [], null)),
  ...["null", "true", "1", '"text"', "[]", '[{"sku":"a"}]'].map((body) =>
    refused(`refuses ${body}`, body, fault("model_attributes_type", [], JSON.parse(body))),
  ),
  noJson("refuses what is no JSON", "{not json", 1, "Expecting property name enclosed in double quotes"),
  noJson("refuses single quotes", "{'a':1}", 1, "Expecting property name enclosed in double quotes"),
  noJson("refuses a text that ends early", '{"sku":"a"', 10, "Expecting ',' delimiter"),
  noJson("refuses a text that goes on", '{"sku":"a"} x', 12, "Extra data"),
  noJson("refuses white space alone", " ", 1, "Expecting value"),
  noJson("refuses NaN", withQty("NaN"), 37, "Expecting value"),
  noJson("counts characters, not bytes", '{"😀é":1 "x"}', 8, "Expecting ',' delimiter"),
  noJson("refuses nesting past any stack", "[".repeat(200_000), 200_000, "Expecting value"),
  noJson("refuses a raw tab in a string", '{"sku":"a\tb"}', 9, "Invalid control character at"),
  noJson(
    "refuses a lone surrogate, which Python takes and can't answer",
    '{"sku":"\\ud800"}',
    0,
    "Lone surrogate in a string at position 0",
  ),
  noJson(
    "refuses invalid UTF-8",
    Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
    0,
    "The body is not valid UTF-8.",
  ),
];

/** Every row of `POST /inventory`. */
export const validationCases: readonly ApiCase[] = [...fields, ...integers, ...ownIntegers, ...bodies];
