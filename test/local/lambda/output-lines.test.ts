import { expect } from "chai";
import fc from "fast-check";
import { OutputLines } from "../../../local/lambda/output-lines.ts";

function linesOf(bytes: Buffer, cuts: readonly number[]): string[] {
  const lines: string[] = [];
  const output = new OutputLines((line) => lines.push(line));
  let start = 0;
  for (const cut of [...cuts.map((one) => one % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    output.write(bytes.subarray(start, cut));
    start = cut;
  }
  output.end();
  return lines;
}

describe("OutputLines", () => {
  const cases: [string, string[]][] = [
    ["one\ntwo\n", ["one", "two"]],
    ["no end", ["no end"]],
    ["first\0\nsecond\nthird", ["first\nsecond", "third"]],
    ["\n\n", []],
    ["naïve \u{1f680}\n", ["naïve \u{1f680}"]],
    ["", []],
  ];
  for (const [text, lines] of cases) {
    it(`cuts ${JSON.stringify(text)} into ${lines.length}`, () => {
      expect(linesOf(Buffer.from(text), [])).to.deep.equal(lines);
    });
  }

  it("does not depend on where the output is cut into chunks", () => {
    const text = fc.array(fc.constantFrom("a", "é", "\u{1f680}", "\n", "\0\n", "\0"), { maxLength: 40 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 8 }), (parts, cuts) => {
        const bytes = Buffer.from(parts.join(""));
        expect(linesOf(bytes, cuts)).to.deep.equal(linesOf(bytes, []));
      }),
    );
  });
});
