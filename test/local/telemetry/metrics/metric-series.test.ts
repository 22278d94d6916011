import { expect } from "chai";
import { MetricSeries } from "../../../../local/telemetry/metrics/metric-series.ts";

const metric = { namespace: "Shop", metricName: "Sold", dimensions: {} };
const start = Date.parse("2026-03-04T10:00:00Z");
const minute = 60_000;
const day = 24 * 60 * minute;

function sums(series: MetricSeries, from: number, to: number, periodMs: number): [number, number][] {
  return [...series.periods(from, to, periodMs)].map(([time, { sum }]) => [(time - start) / minute, sum]);
}

describe("MetricSeries", () => {
  it("adds values up by the minute, whatever their order", () => {
    const series = new MetricSeries(metric, "Count");
    for (const seconds of [61, 0, 59, 130, 5]) series.record(start + seconds * 1000, 1);
    expect(sums(series, start, start + 5 * minute, minute)).to.deep.equal([
      [0, 3],
      [1, 1],
      [2, 1],
    ]);
  });

  it("merges minutes into longer periods", () => {
    const series = new MetricSeries(metric, "Count");
    for (let index = 0; index < 10; index += 1) series.record(start + index * minute, index);
    expect(sums(series, start, start + 10 * minute, 5 * minute)).to.deep.equal([
      [0, 10],
      [5, 35],
    ]);
  });

  it("counts periods from the minute of the query, as CloudWatch does", () => {
    const series = new MetricSeries(metric, "Count");
    for (let index = 0; index < 10; index += 1) series.record(start + index * minute, index);
    expect(sums(series, start + 3 * minute + 20_000, start + 10 * minute, 60 * minute)).to.deep.equal([
      [3, 42],
    ]);
    expect(sums(series, start + 3 * minute, start + 9 * minute, 4 * minute)).to.deep.equal([
      [3, 18],
      [7, 15],
    ]);
  });

  it("gives minutes to whom seconds are asked, unless it has seconds", () => {
    const standard = new MetricSeries(metric, "Count");
    const fine = new MetricSeries(metric, "Count", true);
    for (const series of [standard, fine]) {
      series.record(start + 1000, 1);
      series.record(start + 12_000, 1);
    }
    expect(sums(standard, start, start + minute, 10_000)).to.deep.equal([[0, 2]]);
    expect(sums(fine, start, start + minute, 10_000)).to.deep.equal([
      [0, 1],
      [10_000 / minute, 1],
    ]);
    expect(sums(fine, start, start + minute, minute)).to.deep.equal([[0, 2]]);
  });

  it("keeps every value for fifteen days, after a day in periods of five minutes", () => {
    const series = new MetricSeries(metric, "Count");
    for (let index = 0; index < 10; index += 1) series.record(start + index * minute, 1);
    series.record(start + 2 * day, 1);
    expect(sums(series, start, start + day, minute)).to.deep.equal([
      [0, 5],
      [5, 5],
    ]);
    series.record(start + 18 * day, 1);
    series.record(start + 20 * day, 1);
    expect(sums(series, start, start + 3 * day, day)).to.deep.equal([]);
  });

  it("counts nowhere what is older than it keeps", () => {
    const series = new MetricSeries(metric, "Count");
    series.record(start + 2 * day, 1);
    series.record(start, 1);
    expect(
      [...series.periods(start - day, start + 3 * day, day).values()].map(({ sum }) => sum),
    ).to.deep.equal([1]);
  });
});
