import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect } from "chai";
import sinon from "sinon";
import { EventStream } from "../../../local/events.ts";
import { LogFiles } from "../../../local/telemetry/log-files.ts";
import { until } from "../../support/until.ts";

const TIME = Date.UTC(2026, 2, 4);
const GROUP = "/aws/lambda/shop";

describe("log files", () => {
  let directory: string;
  let events: EventStream;
  let files: LogFiles;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "log-files-"));
    events = new EventStream();
    files = new LogFiles(directory, events);
  });

  afterEach(async () => {
    sinon.restore();
    await files.stop();
    await rm(directory, { recursive: true });
  });

  const write = (message: string, time = TIME, logGroup = GROUP) =>
    events.publish({ type: "log", time, logGroup, logStream: "1", message });

  const read = (name = "aws.lambda.shop.log") => readFile(join(directory, name), "utf8");

  it("hold each line behind its time, in the order of arrival, once they are stopped", async () => {
    write("first\n");
    write("second", TIME + 1);
    write("third", TIME);
    write("elsewhere", TIME, "other");
    await files.stop();
    expect(await read()).to.equal(
      "2026-03-04T00:00:00.000Z first\n2026-03-04T00:00:00.001Z second\n2026-03-04T00:00:00.000Z third\n",
    );
    expect(await read("other.log")).to.equal("2026-03-04T00:00:00.000Z elsewhere\n");
  });

  it("get their lines while the local cloud runs", async () => {
    write("before");
    await until("the first line is there", async () => (await read().catch(() => "")).includes("before"));
    write("after");
    await until("the next line is there", async () => (await read()).includes("after"));
  });

  it("take up at once what is too much to wait, and lose nothing of it", async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `${index} ${"x".repeat(200)}`);
    const clock = sinon.useFakeTimers({ toFake: ["setTimeout"] });
    for (const line of lines) write(line);
    // No timer fires, so that only how much it is can be the reason.
    while ((await read().catch(() => "")).length < 500_000) await setImmediate();
    clock.restore();
    await files.stop();
    expect((await read()).trimEnd().split("\n")).to.deep.equal(
      lines.map((line) => `2026-03-04T00:00:00.000Z ${line}`),
    );
  });

  it("go on where the last run ended, and are set aside when they are large", async () => {
    await writeFile(join(directory, "aws.lambda.shop.log"), "from before\n");
    write("small");
    await writeFile(join(directory, "other.log"), "x".repeat(16_000_001));
    write("large", TIME, "other");
    await files.stop();
    expect(await read()).to.equal("from before\n2026-03-04T00:00:00.000Z small\n");
    expect(await read("other.log")).to.equal("2026-03-04T00:00:00.000Z large\n");
    expect(await readdir(directory)).to.include("other.log.1");
  });

  it("say so when they can't be written", async () => {
    const warning = sinon.stub(process, "emitWarning");
    await mkdir(join(directory, "aws.lambda.shop.log"));
    write("lost");
    await files.stop();
    expect(String(warning.firstCall?.args[0])).to.match(/aws\.lambda\.shop\.log can't be written: EISDIR/);
  });
});
