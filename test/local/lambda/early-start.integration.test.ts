import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ProcessHost } from "../../../local/lambda/process-host.ts";
import type { RuntimeStart, StartedRuntime } from "../../../local/lambda/runtime-host.ts";
import { ProcessSupervisor } from "../../../local/process/supervisor.ts";
import { alive, until } from "../process/alive.ts";
import { LocalLambda } from "./local-lambda.ts";

/** Knows every process that it has started. */
class WatchedHost extends ProcessHost {
  readonly pids: number[] = [];

  override start(start: RuntimeStart): StartedRuntime {
    const runtime = super.start(start);
    this.pids.push(runtime.child.pid ?? 0);
    return runtime;
  }
}

describe("a process that is started while its function's code is being made", () => {
  let lambda: LocalLambda;
  let host: WatchedHost;
  let supervisor: ProcessSupervisor;
  let directory: string;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), "lambda-early-"));
    writeVersion("old");
    supervisor = new ProcessSupervisor();
    host = new WatchedHost(supervisor);
    lambda = new LocalLambda({ host, locateCode: () => ({ directory, handler: "index.handler" }) });
    await lambda.declare();
    await answer();
  });

  afterEach(async () => {
    await lambda.stop();
    await supervisor.stop(0);
    rmSync(directory, { recursive: true });
  });

  function writeVersion(name: string): void {
    const code = `console.log("loaded ${name}"); exports.handler = async () => ({ name: "${name}", pid: process.pid });`;
    writeFileSync(join(directory, "index.js"), code);
  }

  const answer = () => lambda.answer<{ name: string; pid: number }>({});
  const isBooting = () => until(() => host.pids.length === 2);

  it("loads the code once it is there, and answers the next request", async () => {
    const goOn = lambda.emulator.hold("fn");
    await isBooting();
    writeVersion("new");
    await lambda.emulator.reload("fn");
    goOn();
    expect(await answer()).to.deep.equal({ name: "new", pid: host.pids[1] });
    expect(host.pids).to.have.length(2);
    expect(lambda.lines().filter((line) => line.includes("loaded new"))).to.have.length(1);
  });

  it("ends when there is no new code, and the old goes on", async () => {
    const goOn = lambda.emulator.hold("fn");
    await isBooting();
    goOn();
    await until(() => !alive(host.pids[1] ?? 0));
    expect(await answer()).to.deep.equal({ name: "old", pid: host.pids[0] });
  });

  it("that was killed is replaced by another", async () => {
    const goOn = lambda.emulator.hold("fn");
    await isBooting();
    process.kill(host.pids[1] ?? 0, "SIGKILL");
    writeVersion("new");
    await until(() => !alive(host.pids[1] ?? 0));
    await lambda.emulator.reload("fn");
    goOn();
    expect((await answer()).name).to.equal("new");
  });

  it("ends when there is no room for it", async () => {
    await lambda.emulator.stop();
    lambda = new LocalLambda({
      host,
      maxInstances: 1,
      locateCode: () => ({ directory, handler: "index.handler" }),
    });
    await lambda.declare();
    const { pid } = await answer();
    const goOn = lambda.emulator.hold("fn");
    await until(() => host.pids.length === 3);
    writeVersion("new");
    await lambda.emulator.reload("fn");
    goOn();
    for (const ended of [pid, host.pids[2] ?? 0]) await until(() => !alive(ended));
    expect((await answer()).name).to.equal("new");
  });
});
