import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { emptyDataDirectory, holdDataDirectory, temporaryDataDirectory } from "../../local/data-directory.ts";
import { LocalError } from "../../local/emulator.ts";

describe("the data directory", () => {
  let project: string;

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "data-"));
  });
  afterEach(() => rmSync(project, { recursive: true }));

  it("is held by one run at a time, and the other is told the process", () => {
    const held = holdDataDirectory(project, "dev");
    expect(held.path).to.equal(join(project, ".lambdock", "dev"));
    expect(() => holdDataDirectory(project, "dev")).to.throw(
      LocalError,
      `stack dev runs already (pid ${process.pid})`,
    );
    held.release();
    holdDataDirectory(project, "dev").release();
  });

  it("is held for each stack alone", () => {
    const dev = holdDataDirectory(project, "dev");
    const test = holdDataDirectory(project, "test");
    dev.release();
    test.release();
  });

  for (const [name, lock] of [
    ["a process that is gone", JSON.stringify({ pid: spawnSync("true").pid, started: "1" })],
    ["another process of the same number", JSON.stringify({ pid: process.pid, started: "1" })],
    ["a crash in the middle of a write", "{"],
  ] as const) {
    it(`is taken over from ${name}`, () => {
      mkdirSync(join(project, ".lambdock/dev"), { recursive: true });
      writeFileSync(join(project, ".lambdock/dev/run.lock"), lock);
      holdDataDirectory(project, "dev").release();
    });
  }

  it("says what it removes when it is emptied, and keeps the lock", () => {
    const held = holdDataDirectory(project, "dev");
    mkdirSync(join(held.path, "logs"));
    writeFileSync(join(held.path, "logs", "a.log"), "x".repeat(1_500_000));
    writeFileSync(join(held.path, "dynamodb.sqlite"), "x".repeat(1500));
    const lines: string[] = [];
    emptyDataDirectory(held, (line) => lines.push(line));
    expect(lines).to.have.members([
      `Removing ${held.path}/logs (1.5 MB)`,
      `Removing ${held.path}/dynamodb.sqlite (2 kB)`,
    ]);
    expect(readdirSync(held.path)).to.deep.equal(["run.lock"]);
  });

  it("goes away with a run that keeps nothing", async () => {
    const { path, release } = await temporaryDataDirectory();
    expect(existsSync(path)).to.equal(true);
    release();
    expect(existsSync(path)).to.equal(false);
  });
});
