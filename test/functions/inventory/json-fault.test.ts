import { expect } from "chai";
import fc from "fast-check";
import { jsonFault } from "../../../functions/inventory/json-fault.ts";

const VALUE = "Expecting value";
const NAME = "Expecting property name enclosed in double quotes";
const COMMA = "Expecting ',' delimiter";
const COLON = "Expecting ':' delimiter";
const EXTRA = "Extra data";
const STRING = "Unterminated string starting at";
const ESCAPE = "Invalid \\escape";
const UNICODE = "Invalid \\uXXXX escape";
const CONTROL = "Invalid control character at";

/** As Python's `json.loads` answers. */
const cases: readonly [text: string, offset: number, message: string][] = [
  ["", 0, VALUE],
  [" \t\n\r", 4, VALUE],
  ["nul", 0, VALUE],
  ["tru", 0, VALUE],
  ["+1", 0, VALUE],
  ["-", 0, VALUE],
  [".5", 0, VALUE],
  ["'a'", 0, VALUE],
  ["01", 1, EXTRA],
  ["1.", 1, EXTRA],
  ["1e", 1, EXTRA],
  ["1 2", 2, EXTRA],
  ["[] ]", 3, EXTRA],
  ['"\\ud83d\\ude00" x', 15, EXTRA],
  ["[", 1, VALUE],
  ["[1,]", 3, VALUE],
  ["[1,2", 4, COMMA],
  ["[1 2]", 3, COMMA],
  ["[1}", 2, COMMA],
  ["[1.]", 2, COMMA],
  ["{", 1, NAME],
  ["{,", 1, NAME],
  ["{sku}", 1, NAME],
  ["{'a':1}", 1, NAME],
  ['{"a":1,', 7, NAME],
  ['{"a":1, }', 8, NAME],
  ['{"a"', 4, COLON],
  ['{"a" 1', 5, COLON],
  ['{"a":', 5, VALUE],
  ['{"a": ]', 6, VALUE],
  ['{"a":1 "b"', 7, COMMA],
  ['{"a":1]', 6, COMMA],
  ['"abc', 0, STRING],
  ['{"a', 1, STRING],
  ['{"a":"b\\', 5, STRING],
  ['"a\\q"', 2, ESCAPE],
  ['"\\u12"', 2, UNICODE],
  ['"\\u12g4"', 2, UNICODE],
  ['"\\u1234', 2, UNICODE],
  ['"a\tb"', 2, CONTROL],
  ['{"a\n":1}', 3, CONTROL],
  ['{"é":1 2}', 7, COMMA],
  ['["😀" 1]', 5, COMMA],
  [`${"[".repeat(100_000)}}`, 100_000, VALUE],
];

describe("inventory: fault of a JSON text", () => {
  for (const [text, offset, message] of cases) {
    it(`${JSON.stringify(text.slice(0, 20))}: ${message} ${offset}`, () => {
      expect(jsonFault(text)).to.deep.equal({ message, offset });
    });
  }

  it("finds none in JSON, however it is written", () => {
    const spaces = fc.constantFrom(0, 1, "\t", "\n \r");
    fc.assert(
      fc.property(fc.jsonValue(), spaces, (value, space) => {
        expect(jsonFault(` ${JSON.stringify(value, null, space)} \n`)).to.equal(undefined);
      }),
    );
  });

  it("finds one where JSON.parse does, and only there", () => {
    const part = fc.constantFrom(...'{}[]:,"\\/ 01.-+eEtrufalsn\t', "null", '"a"', "\\u00e9", "1.5");
    const text = fc.oneof(
      fc.array(part, { maxLength: 12 }).map((parts) => parts.join("")),
      fc.tuple(fc.json(), fc.nat(), part).map(([json, at, piece]) => {
        const cut = at % (json.length + 1);
        return json.slice(0, cut) + piece + json.slice(cut + 1);
      }),
    );
    fc.assert(
      fc.property(text, (json) => {
        const fault = jsonFault(json);
        expect(fault === undefined).to.equal(isJson(json));
        if (fault !== undefined) expect(fault.offset).to.be.within(0, json.length);
      }),
      { numRuns: 2000 },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
