import { expect } from "chai";
import fc from "fast-check";
import { median, medianRatio, percentile } from "../../bench/statistics.ts";

describe("statistics", () => {
  const cases: [values: number[], share: number, expected: number][] = [
    [[7], 0.5, 7],
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2],
    [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 0.99, 10],
    [Array.from({ length: 1000 }, (_, index) => index + 1), 0.99, 990],
    [[2, 10, 1], 0, 1],
    [[2, 10, 1], 1, 10],
  ];
  for (const [values, share, expected] of cases) {
    it(`finds ${expected} at ${share} of ${values.length} values`, () => {
      expect(percentile(values, share)).to.equal(expected);
    });
  }

  it("leaves at most the share below the percentile, whatever the values", () => {
    const values = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
        const found = percentile(all, share);
        const below = all.filter((value) => value < found).length;
        const upTo = all.filter((value) => value <= found).length;
        expect(all).to.include(found);
        expect(below).to.be.at.most(share * all.length);
        expect(upTo).to.be.at.least(share * all.length);
      }),
    );
  });

  it("takes the middle value, or the mean of the two in the middle", () => {
    expect(median([5, 1, 9])).to.equal(5);
    expect(median([8, 1, 2, 4])).to.equal(3);
  });

  it("has no value where there is none", () => {
    expect(percentile([], 0.5)).to.be.NaN;
    expect(median([])).to.be.NaN;
  });

  it("compares round by round, so that a slow round does not count", () => {
    expect(medianRatio([10, 20, 1], [5, 10, 0.5])).to.equal(2);
    expect(medianRatio([10, 20, 900], [10, 10, 300])).to.equal(2);
  });
});
