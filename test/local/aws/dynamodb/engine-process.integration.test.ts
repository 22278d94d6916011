import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { EngineProcess } from "../../../../local/aws/dynamodb/engine-process.ts";
import { startDynamoDbEngine } from "../../../../local/aws/dynamodb/engine-resolution.ts";
import { EventStream } from "../../../../local/events.ts";
import { ProcessSupervisor } from "../../../../local/process/supervisor.ts";
import { until } from "../../../support/until.ts";
import { temporaryFolder } from "../local-aws.ts";

/** A stand-in engine: a Node process that runs `script`, which finds the port in `port`. */
const program = (script: string, readyLine?: string) => ({
  name: "stand-in",
  command: process.execPath,
  args: (port: number) => ["-e", `const port = ${port}; ${script}`],
  ...(readyLine !== undefined && { readyLine }),
});
const serve =
  "require('node:http').createServer((_, answer) => answer.end('here')).listen(port, '127.0.0.1')";

describe("A DynamoDB engine as a process", () => {
  let supervisor: ProcessSupervisor;
  let options: { supervisor: ProcessSupervisor; events: EventStream; startTimeoutMs?: number };

  beforeEach(() => {
    supervisor = new ProcessSupervisor();
    options = { supervisor, events: new EventStream() };
  });

  afterEach(() => supervisor.stop(0));

  it("is ready when it answers, where it prints nothing", async () => {
    const engine = await EngineProcess.start(program(serve), options);
    expect(await (await fetch(engine.url)).text()).to.equal("here");
    await engine.stop();
    const error = await fetch(engine.url).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TypeError);
  });

  it("is tried on another port when it ends at once", async () => {
    await using folder = await temporaryFolder();
    const trace = JSON.stringify(join(folder.path, "ports"));
    const endsOnce = `
      const { appendFileSync, readFileSync } = require('node:fs');
      appendFileSync(${trace}, port + ' ');
      if (readFileSync(${trace}, 'utf8').trim().split(' ').length === 1) process.exit(1);
      ${serve}`;
    const engine = await EngineProcess.start(program(endsOnce), options);
    const [first, second] = (await readFile(join(folder.path, "ports"), "utf8")).split(" ");
    expect(engine.url).to.equal(`http://127.0.0.1:${second}`);
    expect(first).not.to.equal(second);
  });

  it("is started again where it was when it dies, though that fails at first", async () => {
    await using folder = await temporaryFolder();
    const starts = JSON.stringify(join(folder.path, "starts"));
    const failsSecond = `
      const { appendFileSync, readFileSync } = require('node:fs');
      appendFileSync(${starts}, '.');
      if (readFileSync(${starts}, 'utf8').length === 2) process.exit(1);
      require('node:http').createServer((_, answer) => answer.end(String(process.pid))).listen(port, '127.0.0.1')`;
    const engine = await EngineProcess.start(program(failsSecond), options);
    const notices: string[] = [];
    options.events.subscribe("notice", ({ message }) => notices.push(message));
    const { url } = engine;
    const pid = async () => Number(await (await fetch(url)).text());
    const first = await pid();
    process.kill(first, "SIGKILL");
    await until("it was started again", () => notices.length > 0);
    expect(notices).to.deep.equal(["The DynamoDB engine ended (SIGKILL) and was started again."]);
    expect(await pid()).not.to.equal(first);
    await engine.stop();
  });

  it("is given up when it ends each time, with what it said", async () => {
    const ends = program("console.error('no such option'); process.exit(2)");
    const error = await EngineProcess.start(ends, options).catch((reason: unknown) => reason);
    const message = "The DynamoDB engine stand-in did not start: no such option.";
    expect(error).to.have.property("message", message);
  });

  it("is given up when it says nothing in time", async () => {
    const silent = program("setInterval(() => {}, 1000)", "listening");
    const error = await EngineProcess.start(silent, { ...options, startTimeoutMs: 50 }).catch(
      (reason: unknown) => reason,
    );
    expect(error)
      .to.have.property("message")
      .that.equals("The DynamoDB engine stand-in did not start: silent.");
  });

  it("is named when its command is not there", async () => {
    const missing = { ...program(""), command: "/nowhere/engine" };
    const error = await EngineProcess.start(missing, options).catch((reason: unknown) => reason);
    expect(error).to.have.property("name", "LocalError");
    expect(error).to.have.property("message").that.contains("/nowhere/engine");
  });

  it("may be somebody else's", async () => {
    const own = await startDynamoDbEngine(options);
    const engine = await startDynamoDbEngine({ ...options, url: own.url });
    expect(engine.url).to.equal(own.url);
    await engine.ready();
    await engine.stop();
    expect((await fetch(own.url)).status, "it goes on").to.be.a("number");
    await own.stop();
  });
});
