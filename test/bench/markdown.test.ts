import { expect } from "chai";
import { format, machineLine, table, verdict } from "../../bench/markdown.ts";

describe("the benches' Markdown", () => {
  it("lines up the columns of a table, numbers to the right", () => {
    const text = table(
      ["figure", "a"],
      [
        ["requests/s", "1,000"],
        ["p50", "2"],
      ],
    );
    expect(text.split("\n")).to.deep.equal([
      "| figure     |     a |",
      "| ---------- | ----: |",
      "| requests/s | 1,000 |",
      "| p50        |     2 |",
    ]);
  });

  for (const [value, expected] of [
    [0.123456, "0.123"],
    [1.5, "1.5"],
    [99.96, "100"],
    [1234.5, "1,235"],
    [0, "0"],
    [Number.NaN, "-"],
  ] as const) {
    it(`writes ${value} as ${expected}`, () => expect(format(value)).to.equal(expected));
  }

  for (const [value, bound, target, expected] of [
    [3, "≥", 3, "≥ 3 met"],
    [2.99, "≥", 3, "≥ 3 missed"],
    [0.5, "≤", 0.5, "≤ 0.5 met"],
    [0.51, "≤", 0.5, "≤ 0.5 missed"],
    [Number.NaN, "≤", 0.5, "≤ 0.5 missed"],
  ] as const) {
    it(`judges ${value} by ${bound} ${target}: ${expected}`, () => {
      expect(verdict(value, { bound, value: target })).to.equal(expected);
    });
  }

  it("says where figures were taken, how busy it was there, and with what", () => {
    const machine = {
      takenAt: "2026-01-31T12:00:00.000Z",
      processor: "CPU",
      cores: 2,
      memoryGb: 8,
      loadBefore: 0.25,
      versions: { node: "24.0.0", serverless: "3.40.0" },
    };
    expect(machineLine(machine)).to.equal(
      "2026-01-31, CPU, 2 cores, 8 GB, load average 0.3 before the run; node 24.0.0, serverless 3.40.0.",
    );
  });
});
