import { expect } from "chai";
import fc from "fast-check";
import { statisticNamed } from "../../../../local/telemetry/metrics/statistic.ts";
import { StatisticSet } from "../../../../local/telemetry/metrics/statistic-set.ts";

function setOf(values: readonly number[]): StatisticSet {
  const set = new StatisticSet();
  for (const value of values) set.add(value);
  return set;
}

/** The smallest value that at least this share does not exceed. */
function exactPercentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil((percent / 100) * sorted.length)) - 1] ?? Number.NaN;
}

const values = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 200 });

describe("StatisticSet", () => {
  it("counts, adds up, and keeps the ends exactly", () => {
    fc.assert(
      fc.property(values, (given) => {
        const set = setOf(given);
        expect(set.sampleCount).to.equal(given.length);
        expect(set.sum).to.be.closeTo(
          given.reduce((sum, value) => sum + value, 0),
          1e-3,
        );
        expect([set.minimum, set.maximum]).to.deep.equal([Math.min(...given), Math.max(...given)]);
      }),
    );
  });

  it("gives percentiles within half a per cent", () => {
    fc.assert(
      fc.property(values, fc.constantFrom(1, 50, 90, 99, 99.9, 100), (given, percent) => {
        const exact = exactPercentile(given, percent);
        expect(setOf(given).percentile(percent)).to.be.closeTo(exact, Math.max(exact * 0.006, 1e-190));
      }),
    );
  });

  it("is the same whether values come together or are merged", () => {
    fc.assert(
      fc.property(values, values, (first, second) => {
        const merged = setOf(first);
        merged.merge(setOf(second));
        const together = setOf([...first, ...second]);
        for (const name of ["SampleCount", "Minimum", "Maximum", "p50", "p99"]) {
          expect(statisticNamed(name)(merged)).to.equal(statisticNamed(name)(together));
        }
      }),
    );
  });

  it("counts one value many times", () => {
    const set = new StatisticSet();
    set.add(3, 4);
    set.add(7);
    expect([set.sampleCount, set.sum, set.percentile(50), set.percentile(99)]).to.deep.equal([5, 19, 3, 7]);
  });

  it("trims the mean of what is above a share", () => {
    expect(statisticNamed("tm90")(setOf([1, 1, 1, 1, 1, 1, 1, 1, 1, 1000]))).to.equal(1);
  });
});

describe("statisticNamed", () => {
  const set = setOf([1, 2, 3, 4]);
  const cases: [string, number][] = [
    ["SampleCount", 4],
    ["Sum", 10],
    ["Average", 2.5],
    ["Minimum", 1],
    ["Maximum", 4],
    ["p50", 2],
    ["p99.9", 4],
  ];
  for (const [name, expected] of cases) {
    it(`takes ${name}`, () => expect(statisticNamed(name)(set)).to.equal(expected));
  }

  for (const name of ["IQM", "p0", "p101", "TM(10%:90%)", "constructor"]) {
    it(`names ${name} as not supported`, () =>
      expect(() => statisticNamed(name)).to.throw(`Statistic "${name}"`));
  }
});
