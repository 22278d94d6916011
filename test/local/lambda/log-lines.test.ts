import { expect } from "chai";
import {
  billedDuration,
  endLine,
  type InvocationReport,
  initReportLine,
  initStartLine,
  reportLine,
  startLine,
} from "../../../local/lambda/log-lines.ts";

const requestId = "8f507cfc-xmpl-4697-b07a-ac58fc914c95";
const time = new Date("2026-03-01T10:20:30.456Z");
const report: InvocationReport = {
  requestId,
  durationMs: 15.7436,
  billedDurationMs: 16,
  memorySizeMb: 128,
  maxMemoryUsedMb: 56,
};
const trace = { traceId: "1-5e34a614-10bdxmplf1fb44f07bc535a1", segmentId: "07f5xmpl2d1f6f85" };
const text = `REPORT RequestId: ${requestId}\tDuration: 15.74 ms\tBilled Duration: 16 ms\tMemory Size: 128 MB\tMax Memory Used: 56 MB\t`;

describe("the platform's log lines", () => {
  const reports: [string, Partial<InvocationReport>, string][] = [
    ["a warm invocation", {}, text],
    ["a cold start", { initDurationMs: 130.739 }, `${text}Init Duration: 130.74 ms\t`],
    [
      "a timeout",
      { failure: { status: "timeout", errorType: "Sandbox.Timedout" } },
      `${text}Status: timeout\t`,
    ],
    [
      "a crash",
      { failure: { status: "error", errorType: "Runtime.ExitError" } },
      `${text}Status: error\tError Type: Runtime.ExitError\t`,
    ],
    [
      "a trace",
      { trace },
      `${text}\nXRAY TraceId: ${trace.traceId}\tSegmentId: ${trace.segmentId}\tSampled: true\t`,
    ],
  ];
  for (const [what, more, line] of reports) {
    it(`report ${what} in text`, () => {
      expect(reportLine("Text", time, { ...report, ...more })).to.equal(line);
    });
  }

  it("report a traced cold start that crashed in JSON", () => {
    const failure = { status: "error", errorType: "Runtime.ExitError" } as const;
    const line = reportLine("JSON", time, { ...report, initDurationMs: 130.7391, failure, trace });
    expect(JSON.parse(line)).to.deep.equal({
      time: "2026-03-01T10:20:30.456Z",
      type: "platform.report",
      record: {
        requestId,
        metrics: {
          durationMs: 15.744,
          billedDurationMs: 16,
          memorySizeMB: 128,
          maxMemoryUsedMB: 56,
          initDurationMs: 130.739,
        },
        tracing: {
          spanId: trace.segmentId,
          type: "X-Amzn-Trace-Id",
          value: `Root=${trace.traceId};Sampled=1`,
        },
        status: "error",
        errorType: "Runtime.ExitError",
      },
    });
  });

  it("frame an invocation", () => {
    expect(startLine("Text", time, requestId, "$LATEST")).to.equal(
      `START RequestId: ${requestId} Version: $LATEST`,
    );
    expect(endLine("Text", requestId)).to.equal(`END RequestId: ${requestId}`);
    expect(JSON.parse(startLine("JSON", time, requestId, "7"))).to.deep.equal({
      time: "2026-03-01T10:20:30.456Z",
      type: "platform.start",
      record: { requestId, version: "7" },
    });
    expect(endLine("JSON", requestId)).to.equal(undefined);
  });

  it("tell of an initialisation, and why it failed", () => {
    expect(initStartLine("Text", time, "fn", "1")).to.match(/^INIT_START Runtime Version: nodejs:\d+\./);
    expect(JSON.parse(initStartLine("JSON", time, "fn", "1")).record).to.include({
      phase: "init",
      functionVersion: "1",
    });
    const timeout = { durationMs: 10_010.163, phase: "init", status: "timeout" } as const;
    expect(initReportLine("Text", time, timeout)).to.equal(
      "INIT_REPORT Init Duration: 10010.16 ms\tPhase: init\tStatus: timeout",
    );
    const error = {
      durationMs: 12,
      phase: "invoke",
      status: "error",
      errorType: "Runtime.ExitError",
    } as const;
    expect(initReportLine("Text", time, error)).to.equal(
      "INIT_REPORT Init Duration: 12.00 ms\tPhase: invoke\tStatus: error\tError Type: Runtime.ExitError",
    );
    expect(JSON.parse(initReportLine("JSON", time, error)).record).to.include({
      phase: "invoke",
      errorType: "Runtime.ExitError",
    });
  });

  it("bill handler and init time together, to the next millisecond", () => {
    expect([billedDuration(0.2), billedDuration(1), billedDuration(1.2, 100.3)]).to.deep.equal([1, 1, 102]);
  });
});
