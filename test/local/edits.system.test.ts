import { cp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { RememberedEvaluation } from "../../local/program/remembered-evaluation.ts";
import { readStackConfig } from "../../local/program/stack-config.ts";
import type { LocalCloud } from "../../local/start.ts";
import { VALID } from "../functions/messages/messages.cases.ts";
import { overHttp, type Send } from "../support/api-case.ts";
import { copyProject, type ProjectCopy } from "../support/project-copy.ts";
import { apiOf, startForTest } from "../support/shared-cloud.ts";
import { until } from "../support/until.ts";

const MESSAGE = { method: "POST", path: "/message", body: VALID } as const;
const DATA = { method: "GET", path: "/data" } as const;
const STORED = "Message processed successfully.";

describe("edits", function () {
  this.timeout(60_000);
  let project: ProjectCopy;
  let cloud: LocalCloud;
  let send: Send;
  let notices: string[];

  async function begin(): Promise<void> {
    cloud = await startForTest({ program: project.directory, stack: "test", watch: true });
    cloud.events.subscribe("notice", ({ message }) => notices.push(message));
  }

  before(async () => {
    project = await copyProject();
    send = overHttp(() => apiOf(cloud));
    await begin();
  });
  beforeEach(() => {
    notices = [];
  });
  after(async () => {
    await cloud?.stop();
    await project?.remove();
  });

  const remembered = () =>
    new RememberedEvaluation(
      readStackConfig(project.directory, "test"),
      join(project.directory, ".lambdock/cache"),
    );

  const answer = async () => ((await send(MESSAGE)).body as { message: string }).message;

  it("of a handler are served by the next requests, without one that fails", async () => {
    await answer();
    await project.edit("functions/messages/handler.ts", STORED, "Edited once.");
    const answers = new Set<string>();
    await until("the edited answer", async () => answers.add(await answer()).has("Edited once."));
    expect([...answers]).to.have.members([STORED, "Edited once."].filter((text) => answers.has(text)));
    await project.edit("functions/messages/handler.ts", "Edited once.", STORED);
    await until("the first answer again", async () => (await answer()) === STORED);
  });

  it("of a handler are remembered, so that the next run need not evaluate the program again", async () => {
    await project.edit("functions/messages/handler.ts", STORED, "Edited for the next run.");
    await until("what is remembered", async () => (await remembered().read())?.changed === "nothing");
    await project.edit("functions/messages/handler.ts", "Edited for the next run.", STORED);
    await until("the first answer again", async () => (await answer()) === STORED);
  });

  it("of a handler between two runs are served by the second, which finds nothing else changed", async () => {
    await cloud.stop();
    await project.edit("functions/messages/handler.ts", STORED, "Edited in between.");
    await begin();
    expect(await answer()).to.equal("Edited in between.");
    await until("the program was evaluated", async () => (await remembered().read())?.changed === "nothing");
    await answer();
    await cloud.stop();
    expect(notices.filter((text) => text.includes("declares"))).to.deep.equal([]);
    await project.edit("functions/messages/handler.ts", "Edited in between.", STORED);
    await begin();
  });

  it("leave requests in flight on the code that they began with", async () => {
    const slow =
      'await new Promise((resolve) => setTimeout(resolve, 1500));\n      return { status: 200, body: { message: "old" } };';
    await project.edit("functions/messages/handler.ts", "return {", `${slow}\n      return {`);
    await until("the slow version", () =>
      notices.some((notice) => notice.includes("messages runs the new code")),
    );
    const begun = new Promise<void>((resolve) => {
      const end = cloud.events.subscribe("log", ({ message }) => {
        if (!message.startsWith("START")) return;
        end();
        resolve();
      });
    });
    const inFlight = answer();
    await begun;
    await project.edit("functions/messages/handler.ts", `${slow}\n      `, "");
    await until("the quick version", async () => (await answer()) === STORED);
    expect(await inFlight).to.equal("old");
  });

  it("that remove a folder and bring it back, as git does, are served, and so are those after them", async () => {
    const folder = join(project.directory, "functions/messages");
    const away = join(project.directory, "away");
    await cp(folder, away, { recursive: true });
    await rm(folder, { recursive: true });
    await until("the news", () =>
      notices.some((notice) => notice.includes("the last good version keeps serving")),
    );
    expect(await answer()).to.equal(STORED);
    await rename(away, folder);
    await until("the folder's return", () =>
      notices.some((notice) => notice.includes("the program was evaluated again")),
    );
    await project.edit("functions/messages/handler.ts", STORED, "Edited after that.");
    await until("the edited answer", async () => (await answer()) === "Edited after that.");
    await project.edit("functions/messages/handler.ts", "Edited after that.", STORED);
    await until("the first answer again", async () => (await answer()) === STORED);
  });

  it("with a syntax error leave the last good version serving, and say where", async () => {
    await project.edit(
      "functions/messages/handler.ts",
      "serve<typeof contract>(",
      "serve<typeof contract>((",
    );
    await until("the news", () =>
      notices.some((notice) => notice.includes("the last good version keeps serving")),
    );
    expect(notices.join()).to.match(/functions\/messages\/handler\.ts:\d+:\d+: Expected/);
    expect(await answer()).to.equal(STORED);
    await project.edit(
      "functions/messages/handler.ts",
      "serve<typeof contract>((",
      "serve<typeof contract>(",
    );
    await until("the mended version", () =>
      notices.some((notice) => notice.includes("messages runs the new code")),
    );
  });

  it("that break the program leave the last good declaration serving, and say why", async () => {
    await project.edit("index.ts", "const settings = readSettings();", 'throw new Error("broken program");');
    await until("the news", () => notices.some((notice) => notice.includes("broken program")));
    expect((await send(MESSAGE)).status).to.equal(200);
    await project.edit("index.ts", 'throw new Error("broken program");', "const settings = readSettings();");
    await until("the good program", () => notices.some((notice) => notice.includes("evaluated again")));
  });

  it("of a contract change the routes of the running API, and what does not change goes on", async () => {
    const dataBefore = await send(DATA);
    await Promise.all(
      ["contract.ts", "handler.ts"].map((file) =>
        project.edit(`functions/messages/${file}`, '"POST /message"', '"POST /letter"'),
      ),
    );
    await until("the new route", async () => (await send({ ...MESSAGE, path: "/letter" })).status === 200);
    expect((await send(MESSAGE)).status).to.equal(404);
    expect(dataBefore.status).to.equal(200);
  });

  it("of the stack's settings are read again", async () => {
    await project.edit(
      "Pulumi.test.yaml",
      "lambdock:apiThrottleBurst: 5000",
      "lambdock:apiThrottleBurst: 5000\n  lambdock:apiStage: v2",
    );
    const origin = new URL(apiOf(cloud)).origin;
    const staged = overHttp(() => `${origin}/v2`);
    await until("the named stage", async () => (await staged(DATA)).status === 200);
    expect((await overHttp(() => origin)(DATA)).status).to.equal(404);
  });
});
