import { expect } from "chai";
import { serviceMap } from "../../../../local/console/traces/service-map.ts";
import { traceLine } from "../../../../local/console/traces/trace-line.ts";
import { waterfall } from "../../../../local/console/traces/waterfall.ts";
import type { Trace } from "../../../../local/telemetry/traces/trace.ts";
import { invocationEvent, requestEvent } from "../../telemetry/sample-events.ts";
import { telemetryHarness } from "../../telemetry/telemetry-harness.ts";

const TRACE = "1-69a80320-aaaaaaaaaaaaaaaaaaaaaaaa";
const PARENT = "53995c3f42cd8ad8";
const SECONDS = Date.parse("2026-03-04T10:00:00Z") / 1000;

/** A cold request that calls a table, which throttles it. */
function sample(): Trace {
  const { events, telemetry, clock } = telemetryHarness();
  telemetry.traces.put(
    JSON.stringify({
      id: "aaaaaaaaaaaaaaaa",
      trace_id: TRACE,
      parent_id: PARENT,
      type: "subsegment",
      name: "DynamoDB",
      namespace: "aws",
      start_time: SECONDS + 0.302,
      end_time: SECONDS + 0.306,
      throttle: true,
      aws: { operation: "PutItem", table_name: "things" },
    }),
  );
  clock.advance(320);
  events.publish(invocationEvent({ initDurationMs: 200, queuedMs: 300, durationMs: 10 }));
  return telemetry.traces.get(TRACE) ?? expect.fail("There is no trace.");
}

const request = requestEvent({ latencyMs: 320, status: 500, functionRequestId: "1" });

describe("a trace", () => {
  it("has a line with its route, status, cold start and calls", () => {
    expect(traceLine(sample(), request)).to.deep.include({
      id: TRACE,
      durationMs: 320,
      entry: "items",
      outcome: "fault",
      coldStart: true,
      calls: 1,
      routeKey: "GET /items/{id}",
      request: { method: "GET", path: "/items/1", status: 500 },
    });
  });

  it("that no gateway led to says so by leaving the request out", () => {
    const line = traceLine(sample(), undefined);
    expect(line).not.to.have.property("request");
    expect(line.outcome).to.equal("ok");
  });

  it("is laid out from the gateway to the call to the table", () => {
    const { bars, durationMs } = waterfall(sample(), request);
    const shown = bars.map(({ name, kind, depth, offsetMs, durationMs: took }) => [
      "  ".repeat(depth) + name,
      kind,
      Math.round(offsetMs),
      Math.round(took ?? -1),
    ]);
    expect(shown).to.deep.equal([
      ["API Gateway", "gateway", 0, 320],
      ["  items", "service", 0, 320],
      ["    items", "function", 100, 220],
      ["      Initialization", "phase", 100, 200],
      ["      Invocation", "phase", 300, 10],
      ["        DynamoDB", "aws", 302, 4],
      ["      Overhead", "phase", 310, 10],
    ]);
    expect(durationMs).to.be.closeTo(320, 0.01);
    expect(bars.find(({ kind }) => kind === "aws")).to.include({
      detail: "PutItem things",
      outcome: "throttle",
    });
  });

  it("becomes a map in columns, from the clients to the table", () => {
    const { nodes, edges } = serviceMap([sample()], [request]);
    expect(nodes.map(({ name, column, row }) => [name, column, row])).to.have.deep.members([
      ["Clients", 0, 0],
      ["API Gateway", 1, 0],
      ["items", 2, 0],
      ["things", 3, 0],
    ]);
    expect(edges.map(({ from, to, failed }) => [from, to, failed])).to.have.deep.members([
      ["client", "gateway", 1],
      ["gateway", "lambda items", 1],
      ["lambda items", "AWS::DynamoDB::Table things", 1],
    ]);
  });
});
