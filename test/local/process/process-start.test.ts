import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { startOf } from "../../../local/process/process-start.ts";

describe("when a process started", () => {
  const gone = spawnSync("true").pid;
  const zone = process.env.TZ;

  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  for (const [name, proc] of [
    ["by the kernel", "/proc"],
    ["by ps, where there is no /proc", "/nowhere"],
  ] as const) {
    it(`is told ${name}: the same each time, and nothing of one that is gone`, () => {
      const first = startOf(process.pid, proc);
      process.env.TZ = "Asia/Tokyo";
      expect(first).to.match(/\d/).and.to.equal(startOf(process.pid, proc));
      expect(startOf(gone, proc)).to.equal(undefined);
    });
  }
});
