import { expect } from "chai";
import type { Sample, Throughput } from "../../../bench/console/console.ts";
import { consoleReport, consoleResult } from "../../../bench/console/console-report.ts";

const machine = {
  takenAt: "2026-01-02T03:04:05Z",
  processor: "p",
  cores: 2,
  memoryGb: 8,
  loadBefore: 0,
  versions: {},
};
const load = { requestsPerSecond: 499.6, p50Ms: 3, p99Ms: 20, failures: 0, left: 0 };

function outcome(answered: number, rssMb: readonly number[]) {
  const one = (value: number, cpu: number): Throughput[] => [
    { requestsPerSecond: value, cpuMsPerRequest: cpu },
  ];
  const samples = rssMb.map(
    (rss, index): Sample => ({ seconds: index * 20, rssMb: rss, heapUsedMb: 50, cpuMs: 1 }),
  );
  return {
    throughputs: {
      "with telemetry": one(750, 0.75),
      "without telemetry": one(1000, 0.5),
    },
    runs: {
      "with telemetry": { samples, load: { ...load, requestsPerSecond: answered }, consoleMb: 12.3 },
      "without telemetry": load,
    },
    rate: 500,
  };
}

describe("the report on console and telemetry", () => {
  it("says what they cost, and how memory went", () => {
    const report = consoleReport(outcome(475, [100, 180, 200, 201, 202, 203]), machine);
    expect(report).to.match(/requests\/s +\| +750 \| +1,000 \| +0.75 \|/);
    expect(report).to.match(/CPU, ms a request +\| +0.75 \| +0.5 \| +1.5 \|/);
    expect(report).to.match(/answered a second +\| +475 \| +500 \| +0.951 \| ≥ 0.9 met/);
    expect(report).to.match(/resident +\| +140 \| +201 \| +203 \| +2 \| ≤ 20 met/);
    expect(report).to.include(
      "At 500 requests/s, with the console open for 1.7 minutes, in which it got 12.3 MB:",
    );
  });

  it("says what has missed", () => {
    const given = outcome(400, [100, 100, 200, 200, 300, 300]);
    const report = consoleReport(given, machine);
    expect(report).to.include("≥ 0.9 missed").and.to.include("≤ 20 missed");
    expect(consoleResult(given, machine)).to.include({ growthMb: 100, rate: 500 });
  });
});
