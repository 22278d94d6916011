import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import { ProcessSupervisor } from "../../../local/process/supervisor.ts";
import { alive, until } from "./alive.ts";

const deaf = ["-c", "trap '' TERM; echo ready; while :; do sleep 600; done"] as const;

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("The child has no standard output.");
  const [line] = await once(child.stdout, "data");
  return String(line).trim();
}

describe("ProcessSupervisor", () => {
  let supervisor: ProcessSupervisor;

  beforeEach(() => {
    supervisor = new ProcessSupervisor();
  });

  afterEach(async () => {
    await supervisor.stop(0);
  });

  it("leaves no process when its own process is killed with -9: a spinning child, a deaf one, a grandchild", async () => {
    const runner = spawn(process.execPath, [`${import.meta.dirname}/fixtures/runner.ts`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const pids: number[] = JSON.parse(await firstLine(runner));
    expect(pids).to.have.length(3);
    expect(pids.every(alive)).to.equal(true);
    runner.kill("SIGKILL");
    await until(() => !pids.some(alive));
  });

  it("gives the child's output, exit code and environment as spawn does", async () => {
    const child = supervisor.spawn("/bin/sh", ["-c", "echo $WORD; exit 3"], { env: { WORD: "hello" } });
    const exit = once(child, "exit");
    expect(await firstLine(child)).to.equal("hello");
    expect(await exit).to.deep.equal([3, null]);
  });

  it("reports a command that does not exist by the error event", async () => {
    const [error] = await once(supervisor.spawn("/nowhere/at-all", []), "error");
    expect(error).to.have.property("code", "ENOENT");
  });

  it("ends a child that ignores SIGTERM when its grace has passed", async () => {
    const child = supervisor.spawn("/bin/sh", deaf);
    await firstLine(child);
    await supervisor.end(child, 20);
    expect(child.signalCode).to.equal("SIGKILL");
  });

  it("lets a child end by itself within its grace", async () => {
    const child = supervisor.spawn("/bin/sh", [
      "-c",
      "trap 'exit 7' TERM; echo ready; while :; do sleep 0.01; done",
    ]);
    await firstLine(child);
    await supervisor.end(child, 5_000);
    expect(child.exitCode).to.equal(7);
    await supervisor.end(child, 5_000);
  });

  it("kills what a child leaves behind when the child ends", async () => {
    const child = supervisor.spawn("/bin/sh", ["-c", "sleep 600 >/dev/null & echo $!"]);
    const grandchild = Number(await firstLine(child));
    await until(() => !alive(grandchild));
  });

  it("ends every child on stop, and then refuses to start another", async () => {
    const children = [supervisor.spawn("/bin/sh", deaf), supervisor.spawn("sleep", ["600"])];
    await supervisor.stop(20);
    expect(children.map((child) => child.signalCode !== null)).to.deep.equal([true, true]);
    expect(() => supervisor.spawn("sleep", ["1"])).to.throw(
      `"sleep" can't be started: the process supervisor has stopped.`,
    );
  });
});
