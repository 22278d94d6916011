import { expect } from "chai";
import type { Contestant } from "../../../bench/serve/contestant.ts";
import type { Performance } from "../../../bench/serve/rounds.ts";
import { serveReport, serveResult } from "../../../bench/serve/serve-report.ts";

function contestant(name: string): Contestant {
  return { name, directory: "/", versions: {}, args: () => [], prepare: async () => undefined };
}

function performance(firstAnswerMs: number, requestsPerSecond: number, peakMb: number): Performance {
  const loaded = {
    requestsPerSecond,
    p50Ms: 1,
    p99Ms: 2,
    failures: 0,
    peakMb,
    processes: 3,
    cpuMsPerRequest: 0.5,
  };
  return { firstAnswerMs, idleMb: 40, loaded: { 10: loaded, 50: loaded } };
}

const machine = {
  takenAt: "2026-01-31T12:00:00.000Z",
  processor: "CPU",
  cores: 2,
  memoryGb: 8,
  loadBefore: 0,
  versions: {},
};
const [product, peer] = [contestant("lambdock"), contestant("serverless-offline")];
const performances = new Map([
  [product, [performance(500, 3000, 100), performance(900, 900, 120), performance(700, 2100, 90)]],
  [peer, [performance(1000, 1000, 400), performance(1500, 300, 300), performance(1400, 600, 270)]],
]);
const comparison = { performances, product, peer };

describe("the report on serving", () => {
  function row(label: string): string[] {
    const line = serveReport(comparison, machine, 3)
      .split("\n")
      .find((text) => text.startsWith(`| ${label} `));
    return (line ?? "").split("|").map((cell) => cell.trim());
  }

  it("gives the medians of each contestant, their ratio and whether it is good enough", () => {
    expect(row("command to first 200, ms").slice(2, -1)).to.deep.equal(["700", "1,400", "0.5", "≤ 0.5 met"]);
    expect(row("requests/s, 50 connections").slice(2, -1)).to.deep.equal(["2,100", "600", "3", "≥ 3 met"]);
    expect(row("memory, MB, 10 connections").slice(2, -1)).to.deep.equal([
      "100",
      "300",
      "0.333",
      "≤ 0.333 met",
    ]);
  });

  it("judges a figure at the number of connections that its target is for, and no other", () => {
    expect(row("requests/s, 10 connections").at(-2)).to.equal("");
    expect(row("memory, MB, 50 connections").at(-2)).to.equal("");
  });

  it("keeps every round for other programs", () => {
    const { contestants, ratios } = serveResult(comparison, machine);
    expect(contestants.lambdock?.map(({ firstAnswerMs }) => firstAnswerMs)).to.deep.equal([500, 900, 700]);
    expect(ratios["requests/s, 50 connections"]).to.equal(3);
  });
});
