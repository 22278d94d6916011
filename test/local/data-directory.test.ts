import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect } from "chai";
import sinon from "sinon";
import { emptyDataDirectory, holdDataDirectory, temporaryDataDirectory } from "../../local/data-directory.ts";
import { LocalError } from "../../local/emulator.ts";
import type { Contest } from "./data-directory-contender.ts";

/** @returns the stacks that someone got, each as often as it was given */
async function contest(project: string, stacks: readonly string[]): Promise<string[]> {
  const arrived = new Int32Array(new SharedArrayBuffer(4 * stacks.length));
  const workerData: Contest = { project, stacks, arrived, contenders: 6 };
  const workers = Array.from(
    { length: workerData.contenders },
    () => new Worker(new URL("data-directory-contender.ts", import.meta.url), { workerData }),
  );
  const won = await Promise.all(workers.map((worker) => once(worker, "message")));
  await Promise.all(workers.map((worker) => worker.terminate()));
  return won.flat(2) as string[];
}

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

  it("is left to who holds it now by who has lost it", () => {
    const lost = holdDataDirectory(project, "dev");
    rmSync(join(lost.path, "run.lock"));
    const held = holdDataDirectory(project, "dev");
    lost.release();
    expect(() => holdDataDirectory(project, "dev")).to.throw(LocalError, "runs already");
    held.release();
    expect(readdirSync(held.path)).to.deep.equal([]);
  });

  it("may be another user's, whose process is told", () => {
    mkdirSync(join(project, ".lambdock/dev"), { recursive: true });
    writeFileSync(join(project, ".lambdock/dev/run.lock"), JSON.stringify({ pid: process.ppid }));
    const kill = sinon.stub(process, "kill").throws(Object.assign(new Error("no"), { code: "EPERM" }));
    try {
      expect(() => holdDataDirectory(project, "dev")).to.throw(LocalError, `(pid ${process.ppid})`);
    } finally {
      kill.restore();
    }
  });

  const gone = JSON.stringify({ pid: spawnSync("true").pid, started: "1" });
  for (const [name, left] of [
    ["that nobody holds", []],
    ["of a process that is gone", ["run.lock"]],
    ["that was about to be taken over when it crashed", ["run.lock", "run.lock.replacing"]],
  ] as const) {
    it(`${name} is held by exactly one of many who try at once`, async () => {
      const stacks = Array.from({ length: 30 }, (_, number) => `stack${number}`);
      const folders = stacks.map((stack) => join(project, ".lambdock", stack));
      for (const folder of folders) {
        mkdirSync(folder, { recursive: true });
        for (const file of left) writeFileSync(join(folder, file), gone);
      }
      expect((await contest(project, stacks)).sort()).to.deep.equal(stacks.sort());
      for (const folder of folders) expect(readdirSync(folder)).to.deep.equal(["run.lock"]);
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
