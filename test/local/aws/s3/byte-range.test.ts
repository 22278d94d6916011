import { expect } from "chai";
import { byteRange } from "../../../../local/aws/s3/byte-range.ts";

describe("A range of an S3 object", () => {
  const cases: readonly [header: string | undefined, size: number, expected: [number, number] | undefined][] =
    [
      [undefined, 10, undefined],
      ["bytes=0-0", 10, [0, 0]],
      ["bytes=2-5", 10, [2, 5]],
      ["bytes=5-", 10, [5, 9]],
      ["bytes=5-100", 10, [5, 9]],
      ["bytes=-3", 10, [7, 9]],
      ["bytes=-100", 10, [0, 9]],
      ["bytes=5-2", 10, undefined],
      ["bytes=-", 10, undefined],
      ["bytes=0-1,3-4", 10, undefined],
      ["items=0-1", 10, undefined],
    ];
  for (const [header, size, expected] of cases) {
    it(`${header} of ${size} bytes`, () => {
      const range = byteRange(header, size);
      expect(range && [range.start, range.end]).to.deep.equal(expected);
    });
  }

  for (const [header, size] of [
    ["bytes=10-", 10],
    ["bytes=10-20", 10],
    ["bytes=-0", 10],
    ["bytes=0-", 0],
    ["bytes=-5", 0],
  ] as const) {
    it(`${header} of ${size} bytes is not satisfiable`, () => {
      expect(() => byteRange(header, size)).to.throw("The requested range is not satisfiable");
    });
  }
});
