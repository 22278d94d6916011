import { expect } from "chai";
import { colorName, columnsOf, stacked } from "../../../../local/console/browser/dashboard/chart-data.ts";
import { ago, bytes, clock, count, duration, metricValue } from "../../../../local/console/browser/format.ts";
import { edgePath, mapLayout } from "../../../../local/console/browser/traces/map-layout.ts";

const MINUTE = 60_000;
const line = (label: string, ...points: [number, number][]) => ({ label, points, axis: "left" as const });

describe("a chart's columns", () => {
  it("have all series at the same times, and a gap where there is no value", () => {
    const series = [line("a", [MINUTE, 1], [2 * MINUTE, 2]), line("b", [2 * MINUTE, 5], [5 * MINUTE, 6])];
    expect(columnsOf({ series, periodSeconds: 60 })).to.deep.equal([
      [0, 60, 120, 180, 240, 300, 360],
      [null, 1, 2, null, null, null, null],
      [null, null, 5, null, null, 6, null],
    ]);
  });

  it("are stacked by adding what is below", () => {
    expect(
      stacked([
        [1, 2],
        [1, null],
        [2, 3],
      ]),
    ).to.deep.equal([
      [1, 2],
      [1, null],
      [3, 3],
    ]);
  });

  it("have the colour of what they say", () => {
    expect(["5xx", "errors", "throttles", "p50", "requests"].map(colorName)).to.deep.equal([
      "--bad-line",
      "--bad-line",
      "--warn-line",
      "--series-3",
      "--series-4",
    ]);
  });
});

describe("numbers for people", () => {
  const cases: [string, string][] = [
    [duration(undefined), "–"],
    [duration(0), "0 ms"],
    [duration(0.4), "0.40 ms"],
    [duration(12.34), "12 ms"],
    [duration(1_234), "1.23 s"],
    [duration(90_000), "1.5 min"],
    [count(1_234.567), "1,234.57"],
    [count(1_234_567), "1.2M"],
    [bytes(12), "12 B"],
    [bytes(1_234), "1.2 kB"],
    [bytes(1_234_567), "1.2 MB"],
    [metricValue(3, "Percent"), "3 %"],
    [metricValue(2, "Seconds"), "2.00 s"],
    [metricValue(2, undefined), "2"],
    [metricValue(undefined, "Count"), "–"],
    [ago(0, 5_000), "5 s ago"],
    [ago(0, 600_000), "10 min ago"],
    [ago(0, 7_200_000), "2 h ago"],
    [ago(0, 200_000_000), "2 days ago"],
    [clock(new Date(2026, 0, 1, 3, 4, 5, 6).getTime()), "03:04:05.006"],
  ];
  for (const [given, expected] of cases) it(expected, () => expect(given).to.equal(expected));
});

describe("the map's layout", () => {
  const node = (column: number, row: number) => ({
    id: "",
    name: "",
    type: "",
    count: 0,
    failed: 0,
    faults: 0,
    meanMs: 0,
    column,
    row,
  });

  it("puts columns side by side, and their boxes below each other", () => {
    const nodes = [node(0, 0), node(1, 0), node(1, 1)];
    const centred = mapLayout(nodes, true);
    expect(nodes.map(centred.place)).to.deep.equal([
      { x: 0, y: 24 },
      { x: 274, y: 0 },
      { x: 274, y: 48 },
    ]);
    expect(centred).to.include({ width: 496, height: 88 });
    expect(mapLayout(nodes, false).place(node(0, 0))).to.deep.equal({ x: 0, y: 0 });
    expect(edgePath({ x: 0, y: 24 }, { x: 274, y: 0 })).to.equal("M222 44C248 44 248 20 274 20");
  });
});
