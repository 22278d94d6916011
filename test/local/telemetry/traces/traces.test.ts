import { expect } from "chai";
import type { InvocationEvent } from "../../../../local/events.ts";
import type { Segment } from "../../../../local/telemetry/traces/segment.ts";
import { serviceGraph } from "../../../../local/telemetry/traces/service-graph.ts";
import { InvalidSegment } from "../../../../local/telemetry/traces/trace-store.ts";
import { invocationEvent } from "../sample-events.ts";
import { telemetryHarness } from "../telemetry-harness.ts";

const traceId = "1-69a80320-aaaaaaaaaaaaaaaaaaaaaaaa";
const functionSegmentId = "53995c3f42cd8ad8";
const start = Date.parse("2026-03-04T10:00:00Z") / 1000;

function subsegment(id: string, facts: object = {}): string {
  const name = "DynamoDB";
  const times = { start_time: start + 0.001, end_time: start + 0.005 };
  return JSON.stringify({
    id: id.repeat(16),
    trace_id: traceId,
    parent_id: functionSegmentId,
    type: "subsegment",
    name,
    ...times,
    ...facts,
  });
}

/** The trace that an invocation and documents come to. */
function traceOf(facts: Partial<InvocationEvent>, ...documents: string[]): readonly Segment[] {
  const { events, clock, telemetry } = telemetryHarness();
  for (const document of documents) telemetry.traces.put(document);
  clock.advance(100);
  events.publish(invocationEvent(facts));
  return telemetry.traces.get(traceId)?.segments ?? [];
}

const byOrigin = (segments: readonly Segment[], origin: string) =>
  segments.find((each) => each.origin === origin);
const phases = (segment: Segment | undefined) =>
  (segment?.subsegments ?? []).map(({ name, start_time, end_time = 0 }) => [
    name,
    Math.round((start_time - start) * 1000),
    Math.round((end_time - start) * 1000),
  ]);

describe("the segments of an invocation", () => {
  it("are Lambda's and the function's", () => {
    const segments = traceOf({});
    const service = byOrigin(segments, "AWS::Lambda");
    const fn = byOrigin(segments, "AWS::Lambda::Function");
    expect(fn).to.include({ id: functionSegmentId, parent_id: service?.id, name: "items" });
    expect(service).to.deep.include({ trace_id: traceId, http: { response: { status: 200 } } });
    expect(service?.resource_arn).to.match(/:function:items$/);
  });

  it("tell a warm start's phases", () => {
    const fn = byOrigin(traceOf({ queuedMs: 20, durationMs: 50 }), "AWS::Lambda::Function");
    expect(phases(fn)).to.deep.equal([
      ["Invocation", 20, 70],
      ["Overhead", 70, 100],
    ]);
  });

  it("tell a cold start's initialisation", () => {
    const fn = byOrigin(
      traceOf({ queuedMs: 40, initDurationMs: 30, durationMs: 20 }),
      "AWS::Lambda::Function",
    );
    expect(phases(fn)).to.deep.equal([
      ["Initialization", 10, 40],
      ["Invocation", 40, 60],
      ["Overhead", 60, 100],
    ]);
  });

  it("have what was sent within the invocation, though its event was handed out late", () => {
    const sent = subsegment("a", { start_time: start + 0.06, end_time: start + 0.08 });
    const fn = byOrigin(traceOf({ queuedMs: 20, durationMs: 50 }, sent), "AWS::Lambda::Function");
    expect(phases(fn)).to.deep.equal([
      ["Invocation", 30, 80],
      ["Overhead", 80, 100],
    ]);
  });

  it("tell an asynchronous event's wait", () => {
    const service = byOrigin(traceOf({ invocationType: "Event", queuedMs: 20 }), "AWS::Lambda");
    expect(phases(service)).to.deep.equal([
      ["Dwell Time", 0, 20],
      ["Attempt #1", 20, 100],
    ]);
  });

  it("mark a failure as a fault, and a throttle as an error without a function's segment", () => {
    const failed = traceOf({ outcome: "crash", errorType: "Runtime.ExitError" });
    expect(failed.map(({ fault }) => fault)).to.deep.equal([true, true]);
    expect(byOrigin(failed, "AWS::Lambda::Function")?.cause).to.deep.equal({
      exceptions: [{ type: "Runtime.ExitError" }],
    });
    const throttled = traceOf({ outcome: "throttle" });
    expect(throttled).to.have.length(1);
    expect(throttled[0]).to.deep.include({
      error: true,
      throttle: true,
      http: { response: { status: 429 } },
    });
  });

  it("have what the function sent in its Invocation, whichever came first and however deep", () => {
    const child = subsegment("b", { parent_id: "a".repeat(16), name: "attempt" });
    const segments = traceOf({ durationMs: 50 }, child, subsegment("a"));
    const [invocation] = byOrigin(segments, "AWS::Lambda::Function")?.subsegments ?? [];
    expect(invocation?.subsegments?.map(({ name }) => name)).to.deep.equal(["DynamoDB"]);
    expect(invocation?.subsegments?.[0]?.subsegments?.map(({ name }) => name)).to.deep.equal(["attempt"]);
  });

  it("have a segment for each service that was called", () => {
    const call = subsegment("a", {
      namespace: "aws",
      throttle: true,
      aws: { operation: "PutItem", table_name: "things" },
    });
    expect(byOrigin(traceOf({}, call), "AWS::DynamoDB::Table")).to.include({
      name: "things",
      parent_id: "a".repeat(16),
      inferred: true,
      throttle: true,
    });
  });

  it("take the last of a subsegment that was sent twice, and show one whose function still runs", () => {
    const { telemetry } = telemetryHarness();
    telemetry.traces.put(subsegment("a", { in_progress: true }));
    expect(telemetry.traces.summaries()[0]).to.include({ id: traceId, isPartial: true });
    telemetry.traces.put(subsegment("a", { in_progress: false }));
    expect(telemetry.traces.get(traceId)?.segments).to.have.length(1);
    expect(telemetry.traces.summaries()[0]).to.include({ isPartial: false });
  });
});

describe("TraceStore", () => {
  it("records what is sampled alone", () => {
    expect(traceOf({ traceId: `Root=${traceId};Parent=${functionSegmentId};Sampled=0` })).to.deep.equal([]);
    expect(traceOf({ traceId: "" })).to.deep.equal([]);
  });

  it("finds a trace by Lambda's request id", () => {
    const { events, telemetry } = telemetryHarness();
    events.publish(invocationEvent({ requestId: "wanted" }));
    expect(telemetry.traces.ofRequest("wanted")?.id).to.equal(traceId);
    expect(telemetry.traces.ofRequest("other")).to.equal(undefined);
  });

  const invalid: [string, string][] = [
    ["text", "nonsense"],
    ["a list", "[]"],
    ["a short id", subsegment("a").replace(/a{16}/, "a")],
    ["another trace id", subsegment("a").replace(traceId, "1-2-3")],
  ];
  for (const [what, document] of invalid) {
    it(`refuses ${what}`, () => {
      expect(() => telemetryHarness().telemetry.traces.put(document)).to.throw(InvalidSegment);
    });
  }
});

describe("the service map", () => {
  it("has a box for each service and counts its calls", () => {
    const { events, telemetry } = telemetryHarness();
    telemetry.traces.put(subsegment("a", { namespace: "aws", fault: true, aws: { table_name: "things" } }));
    events.publish(invocationEvent({ outcome: "error" }));
    const trace = telemetry.traces.get(traceId);
    const graph = serviceGraph(trace ? [trace] : []);
    const arrows = graph.flatMap(({ type, edges }) =>
      edges.map(({ referenceId, statistics }) => {
        const to = graph.find((service) => service.referenceId === referenceId);
        return `${type} -> ${to?.type}: ${statistics.count}, ${statistics.faults} failed`;
      }),
    );
    expect(arrows).to.deep.equal([
      "AWS::Lambda -> AWS::Lambda::Function: 1, 1 failed",
      "AWS::Lambda::Function -> AWS::DynamoDB::Table: 1, 1 failed",
    ]);
    expect(graph.filter(({ root }) => root).map(({ type }) => type)).to.deep.equal(["AWS::Lambda"]);
  });
});
