import { expect } from "chai";
import { descendants, parseStat } from "../../../bench/serve/process-tree.ts";

describe("the process tree", () => {
  it("has children and their children, in whatever order they are listed, and not the root", () => {
    const parents = new Map([
      [40, 30],
      [30, 20],
      [20, 10],
      [10, 1],
      [99, 1],
      [50, 99],
    ]);
    expect(descendants(parents, 20).sort()).to.deep.equal([30, 40]);
    expect(descendants(parents, 50)).to.deep.equal([]);
  });

  it("reads parent and processor time, even past a name with spaces and parentheses", () => {
    const fields = "S 7 1 1 0 -1 0 0 0 0 0 120 30 999 999 20 0";
    expect(parseStat(`42 (node) ${fields}`)).to.deep.equal({ parent: 7, cpuMs: 1500 });
    expect(parseStat(`42 (a) S 1 (b c) ${fields}`)).to.deep.equal({ parent: 7, cpuMs: 1500 });
  });

  it("knows nothing of a process that has ended", () => expect(parseStat("")).to.equal(undefined));
});
