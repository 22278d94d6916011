import { expect } from "chai";
import type { LocalEvent } from "../../../../local/events.ts";
import { api, metricFilter, stage } from "../declare.ts";
import { awsCallEvent, invocationEvent, logEvent, requestEvent } from "../sample-events.ts";
import { telemetryHarness } from "../telemetry-harness.ts";

type Dimensions = Record<string, string>;

/** Publishes events, and reads what one metric came to. */
async function recorded(events: readonly LocalEvent[], filter?: Record<string, unknown>) {
  const { events: stream, telemetry, apply, notices } = telemetryHarness();
  await apply([api, stage, ...(filter ? [metricFilter("filter", filter)] : [])]);
  for (const event of events) stream.publish(event);
  await telemetry.stop();
  return {
    notices,
    all: telemetry.metrics.list(),
    set(namespace: string, metricName: string, dimensions: Dimensions) {
      const series = telemetry.metrics.find({ namespace, metricName, dimensions });
      return [...(series?.periods(0, Number.MAX_SAFE_INTEGER, 60_000).values() ?? [])][0];
    },
  };
}

describe("metrics of API Gateway", () => {
  const route = { ApiId: "api1", Stage: "$default", Method: "GET", Resource: "/items/{id}" };
  const requests = [200, 201, 404, 429, 503].map((status) => requestEvent({ status }));
  const cases: [string, Dimensions, string, object][] = [
    ["Count", { ApiId: "api1" }, "by API", { sampleCount: 5, sum: 5 }],
    ["Count", { ApiId: "api1", Stage: "$default" }, "by stage", { sampleCount: 5, sum: 5 }],
    ["Count", route, "by route", { sampleCount: 5, sum: 5 }],
    ["4xx", { ApiId: "api1" }, "with zeros, so that an average is a rate", { sampleCount: 5, sum: 2 }],
    ["5xx", { ApiId: "api1" }, "with zeros", { sampleCount: 5, sum: 1 }],
    ["Latency", { ApiId: "api1" }, "in milliseconds", { sum: 60 }],
    ["IntegrationLatency", { ApiId: "api1" }, "in milliseconds", { sum: 45 }],
    ["DataProcessed", { ApiId: "api1" }, "in bytes", { sum: 500 }],
  ];
  for (const [name, dimensions, how, expected] of cases) {
    it(`has ${name} ${how}`, async () => {
      expect((await recorded(requests)).set("AWS/ApiGateway", name, dimensions)).to.include(expected);
    });
  }

  it("has no integration latency for what the gateway itself answered", async () => {
    const { integrationLatencyMs: _left, ...own } = requestEvent({ status: 404 });
    expect((await recorded([own])).set("AWS/ApiGateway", "IntegrationLatency", { ApiId: "api1" })).to.equal(
      undefined,
    );
  });

  it("has metrics of a route only where the stage asks for them", async () => {
    const { set } = await recorded([requestEvent({ stage: "other" })]);
    expect(set("AWS/ApiGateway", "Count", { ...route, Stage: "other" })).to.equal(undefined);
    expect(set("AWS/ApiGateway", "Count", { ApiId: "api1", Stage: "other" })).to.include({ sum: 1 });
  });

  it("counts a Function URL's requests among Lambda's metrics", async () => {
    const { set } = await recorded([requestEvent({ apiId: "url1", stage: "items", status: 500 })]);
    expect(set("AWS/Lambda", "UrlRequestCount", { FunctionName: "items" })).to.include({ sum: 1 });
    expect(set("AWS/Lambda", "Url5xxCount", { FunctionName: "items" })).to.include({ sum: 1 });
    expect(set("AWS/ApiGateway", "Count", { ApiId: "url1" })).to.equal(undefined);
  });
});

describe("metrics of Lambda", () => {
  const outcomes = ["ok", "ok", "error", "timeout", "crash", "throttle"] as const;
  const invocations = outcomes.map((outcome, index) => invocationEvent({ outcome, concurrency: index }));
  const resource = { FunctionName: "items", Resource: "items:live" };
  const cases: [string, Dimensions, object][] = [
    ["Invocations", { FunctionName: "items" }, { sum: 5 }],
    ["Invocations", {}, { sum: 5 }],
    ["Errors", { FunctionName: "items" }, { sampleCount: 5, sum: 3 }],
    ["Throttles", { FunctionName: "items" }, { sampleCount: 6, sum: 1 }],
    ["Duration", resource, { sum: 50 }],
    ["ConcurrentExecutions", { FunctionName: "items" }, { maximum: 4 }],
    ["Errors", { ...resource, ExecutedVersion: "3" }, { sum: 3 }],
  ];
  for (const [name, dimensions, expected] of cases) {
    it(`has ${name} for ${JSON.stringify(dimensions)}`, async () => {
      expect((await recorded(invocations)).set("AWS/Lambda", name, dimensions)).to.include(expected);
    });
  }

  it("has an executed version behind an alias alone", async () => {
    const { all } = await recorded([invocationEvent({ qualifier: "3" })]);
    expect(all.some(({ metric }) => "ExecutedVersion" in metric.dimensions)).to.equal(false);
  });

  it("counts an asynchronous event once, however often it is tried", async () => {
    const first = invocationEvent({ invocationType: "Event", outcome: "error", queuedMs: 5 });
    const { set } = await recorded([first, { ...first, time: first.time + 1_000 }]);
    expect(set("AWS/Lambda", "AsyncEventsReceived", { FunctionName: "items" })).to.include({ sum: 1 });
    expect(set("AWS/Lambda", "AsyncEventAge", { FunctionName: "items" })).to.include({
      minimum: 5,
      maximum: 1_005,
    });
  });
});

describe("metrics of DynamoDB", () => {
  const table = { TableName: "things" };
  const put = { ...table, Operation: "PutItem" };
  const query = { action: "dynamodb:Query" };
  const failed = (status: number, errorCode: string, facts = {}) =>
    awsCallEvent({ status, errorCode, ...facts });
  const cases: [string, LocalEvent, Dimensions, number][] = [
    ["SuccessfulRequestLatency", awsCallEvent(), put, 4],
    ["UserErrors", failed(400, "ValidationException"), {}, 1],
    ["SystemErrors", failed(500, "InternalServerError"), put, 1],
    ["ThrottledRequests", failed(400, "ThrottlingException"), put, 1],
    ["WriteThrottleEvents", failed(400, "ProvisionedThroughputExceededException"), table, 1],
    ["ReadThrottleEvents", failed(400, "ThrottlingException", query), table, 1],
    ["ConditionalCheckFailedRequests", failed(400, "ConditionalCheckFailedException"), table, 1],
  ];
  for (const [name, event, dimensions, sum] of cases) {
    it(`has ${name} for ${JSON.stringify(dimensions)}`, async () => {
      expect((await recorded([event])).set("AWS/DynamoDB", name, dimensions)).to.include({ sum });
    });
  }

  it("counts a failed condition as no user error, and nothing of another service", async () => {
    const { all } = await recorded([
      failed(400, "ConditionalCheckFailedException"),
      awsCallEvent({ service: "s3" }),
    ]);
    expect(all.map(({ metric }) => metric.metricName)).to.deep.equal(["ConditionalCheckFailedRequests"]);
  });
});

describe("metrics in log lines", () => {
  const time = Date.parse("2026-03-04T10:00:00Z");
  const line = (facts: object) =>
    logEvent(
      JSON.stringify({
        _aws: {
          Timestamp: time,
          CloudWatchMetrics: [
            {
              Namespace: "Shop",
              Dimensions: [["service"], ["service", "route"]],
              Metrics: [
                { Name: "Sold", Unit: "Count" },
                { Name: "Took", StorageResolution: 1 },
              ],
            },
          ],
        },
        service: "items",
        Sold: 2,
        Took: [10, 30],
        ...facts,
      }),
    );

  it("are taken for each set of dimensions that the line has", async () => {
    const { set, all } = await recorded([line({})]);
    expect(set("Shop", "Sold", { service: "items" })).to.include({ sum: 2 });
    expect(set("Shop", "Took", { service: "items" })).to.include({ sampleCount: 2, sum: 40 });
    expect(all).to.have.length(2);
  });

  it("keep their unit, and seconds where asked", async () => {
    const { all } = await recorded([line({ route: "GET /" })]);
    expect(all.find(({ metric }) => metric.metricName === "Sold")?.unit).to.equal("Count");
  });

  it("are taken from access logs, too", async () => {
    const accessLog = { logGroup: "access", line: line({}).message };
    const { set } = await recorded([requestEvent({ accessLog })]);
    expect(set("Shop", "Sold", { service: "items" })).to.include({ sum: 2 });
  });

  const ignored: [string, string][] = [
    ["no JSON", '{"_aws"'],
    ["metrics of another form", '{"_aws":{"Timestamp":1,"CloudWatchMetrics":[{}]}}'],
    ["text before", `INFO ${line({}).message}`],
    ["a time far ahead", line({}).message.replace(String(time), "99999999999999")],
  ];
  for (const [what, message] of ignored) {
    it(`are not taken from ${what}`, async () => {
      expect((await recorded([logEvent(message)])).all).to.deep.equal([]);
    });
  }
});

describe("log metric filters", () => {
  const made = (transformation: object) => ({
    pattern: '{ $.level = "ERROR" }',
    metricTransformation: { name: "Refused", namespace: "Shop", value: "1", ...transformation },
  });
  const error = logEvent('{"level":"ERROR","took":12,"route":"GET /"}');
  const info = logEvent('{"level":"INFO"}');

  it("count the lines that match, in their group alone", async () => {
    const elsewhere = { ...error, logGroup: "/other" };
    expect((await recorded([error, info, error, elsewhere], made({}))).set("Shop", "Refused", {})).to.include(
      { sum: 2 },
    );
  });

  it("take a value and dimensions out of the line", async () => {
    const filter = made({ value: "$.took", dimensions: { Route: "$.route" }, unit: "Milliseconds" });
    expect((await recorded([error], filter)).set("Shop", "Refused", { Route: "GET /" })).to.include({
      sum: 12,
    });
  });

  it("record their default once in a minute without a match", async () => {
    expect((await recorded([info, info], made({ defaultValue: "0" }))).set("Shop", "Refused", {})).to.include(
      {
        sampleCount: 1,
        sum: 0,
      },
    );
  });

  it("are told by name when their pattern is not supported", async () => {
    const { notices } = await recorded([], { ...made({}), pattern: "%\\d+%" });
    expect(notices.map(({ message }) => message).join()).to.match(
      /Log metric filter "filter": Regular expressions/,
    );
  });
});
