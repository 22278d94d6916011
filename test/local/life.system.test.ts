import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { awsClients } from "../support/aws-clients.ts";
import { processesWith } from "../support/processes.ts";
import { copyParts, shareCompileCache } from "../support/project-copy.ts";
import { type Ready, type Runner, run } from "../support/runner.ts";
import { until } from "../support/until.ts";
import { sampleProgram } from "./program/sample-program.ts";

const PROGRAM = "test/programs/shop";

describe("the local cloud's life", function () {
  this.timeout(60_000);
  let project: string;
  const runners: Runner[] = [];

  before(async () => {
    project = await copyParts(["test/programs/shop", "components", "bundle", "payload", "package.json"]);
    await shareCompileCache(join(project, PROGRAM));
  });
  after(() => rm(project, { recursive: true, maxRetries: 10 }));
  afterEach(async () => {
    for (const runner of runners.splice(0)) {
      runner.child.kill("SIGKILL");
      await runner.ended();
    }
    // Children outlive a killed runner for a moment at most.
    await until("no child is left", () => processesWith(project).length === 0);
    await rm(join(project, PROGRAM, ".lambdock/dev"), { recursive: true, force: true, maxRetries: 10 });
  });

  function start(...args: string[]): Runner {
    const runner = run(["--json", ...args], join(project, PROGRAM));
    runners.push(runner);
    return runner;
  }

  const clientsOf = ({ awsEndpoint }: Ready) =>
    awsClients({ awsEndpoint, region: "us-west-2", project: "shop", stack: "dev" });

  it("prints one line when it is ready, logs to files, and stops at Ctrl-C without a word", async () => {
    const runner = start();
    const { api, routes, dataDir } = await runner.ready();
    expect(routes).to.include("GET /orders/{id}");
    expect((await fetch(`${api}/orders/1`)).status).to.equal(200);
    runner.child.kill("SIGINT");
    expect(await runner.ended()).to.equal(0);
    expect(runner.stderr()).to.equal("");
    expect(runner.stdout().trim().split("\n")).to.have.length(1);

    const log = await readFile(join(dataDir, "logs/aws.lambda.shop-dev-orders.log"), "utf8");
    expect(log).to.match(/START RequestId: [\w-]+ Version: 1/);
    expect(log).to.match(/REPORT RequestId: .*Init Duration: /);
    const access = await readFile(join(dataDir, "logs/aws.vendedlogs.shop-dev-shop.log"), "utf8");
    expect(access).to.include('"routeKey":"GET /orders/{id}"').and.to.include('"status":"200"');
  });

  it("refuses a second run, keeps what was acknowledged through kill -9, and leaves no process behind", async () => {
    const first = start();
    const clients = clientsOf(await first.ready());
    await clients.put("orders", { id: "kept", customer: "cy" });
    const second = start();
    expect(await second.ended()).to.equal(1);
    expect(second.stderr()).to.equal(
      `npm start: stack dev runs already (pid ${first.child.pid}). Stop it, or use --ephemeral or another --stack.\n`,
    );
    first.child.kill("SIGKILL");
    await first.ended();
    await until("no child is left", () => processesWith(project).length === 0);
    const again = await start().ready();
    expect(await clientsOf(again).items("orders", { id: "kept" })).to.deep.equal([
      { id: "kept", customer: "cy" },
    ]);
  });

  it("tells what the program prints, and what is not emulated as it is declared", async () => {
    const program = await sampleProgram();
    try {
      await program.write(`
        console.log("the program's word");
        new aws.apigatewayv2.Api("chat", { protocolType: "WEBSOCKET" });
      `);
      const runner = run(["--ephemeral", "--program", program.directory], project);
      runners.push(runner);
      await until("ready", () => runner.stdout().includes("chat"));
      expect(runner.stdout().split("Ctrl-C stops.")[1]?.trim().split("\n")).to.have.members([
        "the program's word",
        'warning: Api "chat" is a WEBSOCKET API, which is not emulated: it is not served.',
      ]);
    } finally {
      await program.remove();
    }
  });

  it("empties its data when asked to, and says what it removes", async () => {
    const first = start();
    await clientsOf(await first.ready()).put("orders", { id: "gone" });
    first.child.kill("SIGTERM");
    await first.ended();
    const runner = run(["--reset"], join(project, PROGRAM));
    runners.push(runner);
    await until("ready", () => runner.stdout().includes("Ctrl-C stops"));
    expect(runner.stdout()).to.match(/Removing .*\.lambdock\/dev\/dynamodb\.sqlite \(\d+ kB\)/);
    const awsEndpoint = /AWS endpoint\s+(\S+)/.exec(runner.stdout())?.[1] ?? "";
    const clients = awsClients({ awsEndpoint, region: "us-west-2", project: "shop", stack: "dev" });
    expect(await clients.items("orders", { id: "gone" })).to.deep.equal([]);
  });

  it("answers the client of a killed function process and the next one, and keeps nothing when ephemeral", async () => {
    const runner = start("--ephemeral");
    const { api, dataDir } = await runner.ready();
    await fetch(`${api}/orders/1`);
    const pids = processesWith(join(project, PROGRAM, ".build")).map((line) => Number.parseInt(line, 10));
    for (const pid of pids) process.kill(pid, "SIGKILL");
    await fetch(`${api}/orders/1`);
    expect((await fetch(`${api}/orders/1`)).status).to.equal(200);
    runner.child.kill("SIGTERM");
    await runner.ended();
    expect(await readdir(dataDir).catch(() => "gone")).to.equal("gone");
  });

  for (const [name, args, message] of [
    [
      "a stack without a file",
      ["--stack", "nowhere"],
      /^Stack nowhere has no .*Pulumi\.nowhere\.yaml\. Use --stack/,
    ],
    ["an unknown option", ["--colour"], /^npm start: Unknown option '--colour'\. See npm start -- --help\.$/],
    [
      "a program that is not there",
      ["--program", "/nowhere/index.ts"],
      /^There is no \/nowhere\/index\.ts\. Use --program/,
    ],
  ] as const) {
    it(`says in one sentence what is wrong with ${name}`, async () => {
      const runner = start(...args);
      expect(await runner.ended()).to.equal(1);
      expect(runner.stderr().trim()).to.match(message);
      expect(runner.stderr().trim().split("\n")).to.have.length(1);
    });
  }
});
