import { expect } from "chai";
import { parse } from "content-disposition";
import fc from "fast-check";
import { contentDisposition, isFileName } from "../../../functions/inventory/file-name.ts";
import { anyText } from "../../support/any-text.ts";

describe("inventory: file name", () => {
  const cases: [name: string, can: boolean][] = [
    ["sample.txt", true],
    ["a/b/c.txt", true],
    ["/lead", true],
    ["...", true],
    ["..a/b..", true],
    ["%2e%2e/x", true],
    ["a\\..\\b", true],
    ["x".repeat(1024), true],
    ["", false],
    [".", false],
    ["..", false],
    ["../x", false],
    ["a/../../b", false],
    ["a/./b", false],
    ["a/..", false],
    ["a\0b", false],
    ["lone \ud800", false],
    ["x".repeat(1025), false],
    ["é".repeat(513), false],
  ];
  for (const [name, can] of cases) {
    it(`${JSON.stringify(name).slice(0, 20)} can${can ? "" : "'t"} be a file's`, () => {
      expect(isFileName(name)).to.equal(can);
    });
  }

  it("writes a plain name as it is", () => {
    expect(contentDisposition("sample.txt")).to.equal("attachment; filename=sample.txt");
  });

  it("brings any name through the header, which it can't leave", () => {
    const name = fc.oneof(anyText(), fc.string()).filter(isFileName);
    fc.assert(
      fc.property(name, (value) => {
        const header = contentDisposition(value);
        expect(header).to.match(/^attachment; [\x20-\x7e]+$/);
        expect(parse(header)).to.deep.include({ type: "attachment" });
        expect(parse(header).parameters.filename).to.equal(value);
      }),
    );
  });
});
