import { expect } from "chai";
import type { LogEvent } from "../../../local/events.ts";
import { LocalLambda } from "./local-lambda.ts";

describe("a function's log", () => {
  let lambda: LocalLambda;

  afterEach(() => lambda.stop());

  it("has START, the function's lines, END and REPORT, all before the caller has its answer", async () => {
    lambda = await new LocalLambda().declare({ memorySize: 512 });
    const { requestId } = await lambda.invoke({ do: "log", lines: ["one", "two"] });
    const [start, one, two, end, report, ...more] = lambda.lines(requestId);
    expect(start).to.equal(`START RequestId: ${requestId} Version: $LATEST`);
    expect(one).to.match(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\t${requestId}\tINFO\tone$`));
    expect(two).to.match(/\tINFO\ttwo$/);
    expect(end).to.equal(`END RequestId: ${requestId}`);
    expect(report).to.match(
      new RegExp(
        `^REPORT RequestId: ${requestId}\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms\tMemory Size: 512 MB\tMax Memory Used: \\d+ MB\tInit Duration: \\d+\\.\\d\\d ms\t$`,
      ),
    );
    expect(more).to.deep.equal([]);
    expect(lambda.lines()[0]).to.match(/^INIT_START Runtime Version: nodejs:24\./);
  });

  it("reports an init duration on a cold start only", async () => {
    lambda = await new LocalLambda().declare();
    const cold = await lambda.invoke({});
    const warm = await lambda.invoke({});
    expect(lambda.lines(cold.requestId).at(-1)).to.include("Init Duration");
    expect(lambda.lines(warm.requestId).at(-1)).not.to.include("Init Duration");
    const [first, second] = lambda.seen("invocation");
    expect(first?.billedDurationMs).to.equal(
      Math.ceil((first?.durationMs ?? 0) + (first?.initDurationMs ?? 0)),
    );
    expect(second).not.to.have.property("initDurationMs");
  });

  it("keeps many lines complete, in order and with their invocation", async () => {
    lambda = await new LocalLambda().declare();
    const lines = Array.from({ length: 2_000 }, (_, index) => `line ${index} ${"x".repeat(200)}`);
    const { requestId, logTail } = await lambda.invoke({ do: "log", lines });
    const written = lambda
      .lines(requestId)
      .slice(1, -2)
      .map((line) => line.split("\t").at(-1));
    expect(written).to.deep.equal(lines);
    expect(logTail).to.have.length(4096);
    expect(logTail).to.match(/Max Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t\n$/);
  });

  it("is complete when the caller has its answer, however many invocations run at once", async () => {
    lambda = await new LocalLambda({ maxInstances: 4, patienceMs: 0 }).declare();
    let late = 0;
    const client = async () => {
      for (let count = 0; count < 50; count += 1) {
        const { logTail } = await lambda.invoke({ do: "log", lines: ["first", "x".repeat(count), "last"] });
        if (!logTail.includes("\tINFO\tlast\nEND RequestId: ")) late += 1;
      }
    };
    await Promise.all(Array.from({ length: 16 }, client));
    expect(late).to.equal(0);
  });

  it("takes what bypasses console, and keeps a console call of two lines together", async () => {
    lambda = await new LocalLambda().declare();
    const { requestId } = await lambda.invoke({ do: "logOtherWays" });
    const lines = lambda.lines(requestId);
    expect(lines).to.include("raw to stderr");
    expect(lines).to.include("raw to stdout");
    expect(
      lines.some((line) => line.endsWith("\tERROR\tan error of\ntwo lines { with: 'detail' }")),
    ).to.equal(true);
  });

  it("names group and stream, and the function in the stream of a shared group", async () => {
    lambda = await new LocalLambda().declare({ loggingConfig: { logGroup: "/shared" } });
    await lambda.invoke({});
    const [log] = lambda.seen("log") as [LogEvent];
    expect(log.logGroup).to.equal("/shared");
    expect(log.logStream).to.match(/^\d{4}\/\d\d\/\d\d\/fn\[\$LATEST\][0-9a-f]{32}$/);
    expect(log.functionName).to.equal("fn");
  });

  it("is JSON when the function asks for it, from its own level up", async () => {
    const loggingConfig = { logFormat: "JSON", applicationLogLevel: "ERROR" };
    lambda = await new LocalLambda().declare({ loggingConfig });
    const { requestId } = await lambda.invoke({ do: "log", lines: ["hidden, being INFO"] });
    const failed = await lambda.invoke({ do: "throw" });
    const types = lambda.lines(requestId).map((line) => JSON.parse(line).type);
    expect(types).to.deep.equal(["platform.start", "platform.report"]);
    const error = JSON.parse(lambda.lines(failed.requestId)[1] ?? "");
    expect(error).to.include({ level: "ERROR", requestId: failed.requestId });
    expect(error.message).to.include({ errorType: "TypeError", errorMessage: "a broken handler" });
    const report = JSON.parse(lambda.lines(requestId).at(-1) ?? "");
    expect(report.record.metrics).to.have.all.keys(
      ...["durationMs", "billedDurationMs", "memorySizeMB", "maxMemoryUsedMB", "initDurationMs"],
    );
  });

  it("has the trace in REPORT when tracing is active", async () => {
    lambda = await new LocalLambda().declare({ tracingConfig: { mode: "Active" } });
    const { requestId } = await lambda.invoke({});
    const traceHeader = lambda.seen("invocation")[0]?.traceId ?? "";
    const [, root, parent] = /^Root=(.+);Parent=(.+);Sampled=1$/.exec(traceHeader) ?? [];
    expect(lambda.lines(requestId).at(-1)).to.match(
      new RegExp(`\t\nXRAY TraceId: ${root}\tSegmentId: ${parent}\tSampled: true\t$`),
    );
  });
});
