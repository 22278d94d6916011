import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { LocalError } from "../../../local/emulator.ts";
import { alive, until } from "../process/alive.ts";
import { functionResource, programOf } from "./declare.ts";
import { LocalLambda } from "./local-lambda.ts";

interface Pid {
  readonly pid: number;
}

describe("the life of a function's processes", () => {
  let lambda: LocalLambda;
  let directory: string;
  let gate: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "lambda-life-"));
    gate = join(directory, "gate");
  });

  afterEach(async () => {
    await lambda.stop();
    rmSync(directory, { recursive: true });
  });

  function started(file = gate): number[] {
    try {
      const lines = readFileSync(`${file}.started`, "utf8").split("\n");
      return lines.filter((line) => line !== "").map(Number);
    } catch {
      return [];
    }
  }

  /** Starts requests that stay in flight until the gate opens. */
  async function inFlight(count: number): Promise<Promise<Pid>[]> {
    const before = started().length;
    const answers = Array.from({ length: count }, () =>
      lambda.answer<Pid>({ do: "waitForFile", file: gate }),
    );
    await until(() => started().length >= before + count);
    return answers;
  }

  const open = () => writeFileSync(gate, "");

  /** Writes code that knows its version. */
  function writeVersion(name: string): void {
    const code = readFileSync(`${import.meta.dirname}/fixtures/code/scenario.cjs`, "utf8");
    writeFileSync(join(directory, "scenario.cjs"), `${code}\nscenarios.version = () => "${name}";\n`);
  }

  it("grows by one for each request at once, and shrinks when they are idle", async () => {
    lambda = await new LocalLambda({ maxInstances: "unlimited", idleMs: 50 }).declare();
    const answers = await inFlight(3);
    expect(new Set(started()).size).to.equal(3);
    open();
    await Promise.all(answers);
    expect(Math.max(...lambda.seen("invocation").map(({ concurrency }) => concurrency))).to.equal(3);
    await until(() => lambda.pids().length === 0);
    const reasons = lambda.seen("process").flatMap(({ reason }) => reason ?? []);
    expect(reasons).to.deep.equal(["idle", "idle", "idle"]);
  });

  it("lets a request over the cap wait, loses none, and says so once", async () => {
    lambda = await new LocalLambda({ maxInstances: 2, patienceMs: 0 }).declare();
    const answers = await inFlight(2);
    const waiting = Array.from({ length: 20 }, () => lambda.answer<Pid>({ do: "facts" }));
    open();
    const pids = (await Promise.all([...answers, ...waiting])).map(({ pid }) => pid);
    expect(new Set(pids).size).to.equal(2);
    const queued = lambda.seen("invocation").filter(({ queuedMs }) => queuedMs > 0);
    expect(queued.length).to.be.at.least(20);
    expect(lambda.seen("notice").map(({ message }) => message)).to.deep.equal([
      'Function "fn": all 2 execution environments are busy, so requests wait. Use --max-instances to allow more; with "unlimited", each request that finds none free starts one, as on AWS.',
    ]);
  });

  it("with a killed process gives its one caller an error, and the next request works", async () => {
    lambda = await new LocalLambda({ maxInstances: "unlimited" }).declare();
    const [victim, other] = await inFlight(2);
    const [pid = 0] = started();
    process.kill(pid, "SIGKILL");
    await until(() => !alive(pid));
    open();
    const answers = await Promise.all([victim, other]);
    expect(answers.filter((answer) => "errorType" in (answer ?? {}))).to.deep.equal([
      answers.find((answer) => answer?.pid === undefined),
    ]);
    expect(JSON.stringify(answers)).to.include("Runtime exited with error: signal: killed");
    expect((await lambda.answer<Pid>({ do: "facts" })).pid).not.to.equal(pid);
  });

  it("with an idle process killed starts another without an error", async () => {
    lambda = await new LocalLambda().declare();
    const { pid } = await lambda.answer<Pid>({ do: "facts" });
    process.kill(pid, "SIGKILL");
    await until(() => lambda.pids().length === 0);
    expect((await lambda.answer<Pid>({ do: "facts" })).pid).not.to.equal(pid);
    expect(lambda.seen("process")[1]).to.include({ state: "ended", pid, reason: "crash" });
  });

  it("runs new code after a reload, while requests in flight finish on the old", async () => {
    writeVersion("old");
    lambda = new LocalLambda({ locateCode: () => ({ directory, handler: "scenario.handler" }) });
    await lambda.declare();
    const [waiting] = await inFlight(1);
    writeVersion("new");
    await lambda.emulator.reload("fn");
    expect(await lambda.answer({ do: "version" })).to.equal("new");
    open();
    expect((await waiting)?.pid).to.equal(started()[0]);
    await until(() => lambda.pids().length === 1);
    expect(lambda.seen("process").find(({ state }) => state === "ended")).to.include({ reason: "updated" });
  });

  it("lets requests wait while new code is on its way, and runs it for them", async () => {
    writeVersion("old");
    lambda = new LocalLambda({ locateCode: () => ({ directory, handler: "scenario.handler" }) });
    await lambda.declare();
    expect(await lambda.answer({ do: "version" })).to.equal("old");
    const goOn = lambda.emulator.hold("fn");
    const asked = [1, 2, 3].map(() => lambda.answer({ do: "version" }));
    writeVersion("new");
    await lambda.emulator.reload("fn");
    goOn();
    expect(await Promise.all(asked)).to.deep.equal(["new", "new", "new"]);
  });

  it("runs the old code for requests that waited for new code in vain", async () => {
    lambda = await new LocalLambda().declare();
    const { pid } = await lambda.answer<Pid>({ do: "facts" });
    const goOn = lambda.emulator.hold("fn");
    const asked = lambda.answer<Pid>({ do: "facts" });
    goOn();
    expect((await asked).pid).to.equal(pid);
  });

  it("has the environment that is declared now, though a process booted before it changed", async () => {
    lambda = await new LocalLambda().declare();
    await lambda.answer({ do: "facts" });
    const goOn = lambda.emulator.hold("fn");
    await lambda.declare({ environment: { variables: { WORD: "new" } } });
    goOn();
    const { env } = await lambda.answer<{ env: Record<string, string> }>({ do: "facts" });
    expect(env.WORD).to.equal("new");
  });

  it("restarts what a changed declaration changes, and nothing else", async () => {
    lambda = new LocalLambda();
    const program = (memorySize: number, reserved: number) =>
      programOf([
        functionResource("fn", { memorySize, reservedConcurrentExecutions: reserved }),
        functionResource("other"),
      ]);
    const pids = async () => [
      (await lambda.answer<Pid>({ do: "facts" })).pid,
      (await lambda.answer<Pid>({ do: "facts" }, { functionName: "other" })).pid,
    ];
    await lambda.emulator.apply(program(128, 5));
    const [fn, other] = await pids();
    await lambda.emulator.apply(program(128, 6));
    expect(await pids()).to.deep.equal([fn, other]);
    await lambda.emulator.apply(program(256, 6));
    const [changed, same] = await pids();
    expect(changed).not.to.equal(fn);
    expect(same).to.equal(other);
    await lambda.emulator.apply(programOf([functionResource("other")]));
    expect(lambda.pids()).to.deep.equal([other]);
    expect(await lambda.invoke({}).catch((error: Error) => error.name)).to.equal("InvocationRefused");
  });

  it("goes on as before when a declaration can't be had", async () => {
    lambda = await new LocalLambda().declare();
    const { pid } = await lambda.answer<Pid>({ do: "facts" });
    const broken = programOf([functionResource("fn", { timeout: "soon" })]);
    const error = await lambda.emulator.apply(broken).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(LocalError);
    expect((await lambda.answer<Pid>({ do: "facts" })).pid).to.equal(pid);
    expect(await lambda.emulator.reload("nothing").catch((reason: unknown) => reason))
      .to.be.instanceOf(LocalError)
      .with.property("message", 'There is no function "nothing" to reload: the program declares fn.');
  });

  it("stops soon: what can finish does, the rest is killed", async () => {
    lambda = await new LocalLambda({ maxInstances: "unlimited" }).declare();
    const other = join(directory, "other");
    const finishing = lambda.answer<Pid>({ do: "waitForFile", file: other });
    const [hanging] = await inFlight(1);
    await until(() => started(other).length === 1);
    const stopped = lambda.emulator.stop();
    writeFileSync(other, "");
    // The one that hangs has a minute.
    await stopped;
    expect((await finishing).pid).to.be.a("number");
    expect(await hanging).to.include({ errorType: "Runtime.ExitError" });
    expect(lambda.pids()).to.deep.equal([]);
    expect(await lambda.invoke({}).catch((error: Error) => error.message)).to.equal(
      'Function "fn" has been stopped.',
    );
  });

  it("refuses what exceeds the reservation while it is used up, exactly", async () => {
    lambda = await new LocalLambda({ maxInstances: "unlimited" }).declare({
      reservedConcurrentExecutions: 2,
    });
    const answers = await inFlight(2);
    const refused = await lambda.invoke({}).catch((error: Error) => error.message);
    expect(refused).to.equal("Rate Exceeded.");
    open();
    await Promise.all(answers);
    expect(await lambda.answer({ after: true })).to.deep.equal({ after: true });
  });

  it("keeps V8's compile cache where it is told to", async () => {
    const compileCacheDirectory = join(directory, "cache");
    lambda = await new LocalLambda({ compileCacheDirectory }).declare();
    expect(await lambda.answer({ cached: true })).to.deep.equal({ cached: true });
    const { env } = await lambda.answer<{ env: object }>({ do: "facts" });
    expect(env).not.to.have.property("NODE_COMPILE_CACHE");
  });
});
