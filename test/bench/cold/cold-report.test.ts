import { expect } from "chai";
import { packagesOf } from "../../../bench/cold/bundle-contents.ts";
import { coldReport, type MeasuredFunction } from "../../../bench/cold/cold-report.ts";

const machine = {
  takenAt: "2026-01-31T12:00:00.000Z",
  processor: "CPU",
  cores: 2,
  memoryGb: 8,
  loadBefore: 0,
  versions: {},
};

function measured(name: string, readsTable: boolean): MeasuredFunction {
  return {
    name,
    readsTable,
    times: [
      { code: "empty", cached: false, ms: [40, 42, 100] },
      { code: "bundled", cached: false, ms: [80, 84, 200] },
      { code: "unbundled", cached: false, ms: [200, 140, 400] },
      { code: "empty", cached: true, ms: [40] },
      { code: "bundled", cached: true, ms: [120] },
      { code: "unbundled", cached: true, ms: [130] },
    ],
    contents: {
      bytes: 1_200_000,
      packages: [
        ["@aws-sdk/core", 900_000],
        ["own code", 12_345],
      ],
    },
  };
}

describe("the report on cold starts", () => {
  const report = coldReport([measured("messages", true), measured("data", false)], machine, 3);
  const cells = report
    .split("\n")
    .filter((line) => /^\| (messages|data) /.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

  it("compares a function with an empty one and with itself unbundled, without and with compile cache", () => {
    expect(cells[0]).to.deep.equal(["messages", "42", "84", "200", "2 (≤ 2.5 met)", "0.5 (≤ 0.5 met)"]);
    expect(cells[2]).to.deep.equal([
      "messages",
      "40",
      "120",
      "130",
      "3 (≤ 2.5 missed)",
      "0.923 (≤ 0.5 missed)",
    ]);
  });

  it("sets no target for a function without a table", () => {
    expect(cells[1]).to.deep.equal(["data", "42", "84", "200", "2", "0.5"]);
  });

  it("says what fills a bundle, and whether it is too large", () => {
    expect(cells[4]).to.deep.equal(["messages", "1,200 (≤ 1,000 missed)", "@aws-sdk/core 900, own code 12"]);
  });
});

describe("packagesOf", () => {
  it("sums up by the innermost package, and the function's own files as one", () => {
    const sizes = {
      "functions/messages/handler.ts": 100,
      "functions/shared/serve.ts": 50,
      "node_modules/valibot/dist/index.mjs": 400,
      "node_modules/@smithy/core/dist-es/a.js": 300,
      "node_modules/@smithy/core/dist-es/b.js": 300,
      "node_modules/@aws-sdk/core/node_modules/tslib/tslib.es6.js": 10,
    };
    const inputs = Object.fromEntries(
      Object.entries(sizes).map(([path, bytesInOutput]) => [path, { bytesInOutput }]),
    );
    expect(packagesOf(inputs)).to.deep.equal([
      ["@smithy/core", 600],
      ["valibot", 400],
      ["own code", 150],
      ["tslib", 10],
    ]);
  });
});
