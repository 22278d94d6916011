import { expect } from "chai";
import { alarmDetail, alarmLine } from "../../../../local/console/alarms/alarm-view.ts";
import { type DrillSurroundings, drillFor } from "../../../../local/console/alarms/drill.ts";
import { explanation } from "../../../../local/console/alarms/why-quiet.ts";
import type { Alarm, MetricAlarm } from "../../../../local/telemetry/alarms/alarm.ts";
import type { AlarmStatus } from "../../../../local/telemetry/alarms/alarm-status.ts";
import { sampleShop } from "../../telemetry/sample-shop.ts";

const nobody = { ALARM: [], OK: [], INSUFFICIENT_DATA: [] };

function alarm(
  facts: Partial<MetricAlarm> = {},
  metricName = "Errors",
  namespace = "AWS/Lambda",
): MetricAlarm {
  const dimensions = { FunctionName: "items", ApiId: "api1", TableName: "things" };
  return {
    kind: "metric",
    name: "a",
    arn: "arn:a",
    actionsEnabled: true,
    actions: nobody,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 5,
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
    treatMissingData: "notBreaching",
    periodSeconds: 60,
    watched: {
      metricStat: { metric: { namespace, metricName, dimensions }, periodSeconds: 60, statistic: "Sum" },
    },
    ...facts,
  };
}

function status(values: (number | undefined)[], facts: Partial<AlarmStatus> = {}): AlarmStatus {
  return {
    alarm: alarm(),
    configuredAt: 0,
    state: "OK",
    reason: "because",
    updatedAt: 0,
    transitionedAt: 0,
    datapoints: values.map((value, index) => ({ time: index * 60_000, value })),
    ...facts,
  };
}

describe("why an alarm is quiet", () => {
  const none = undefined;
  const cases: [string, AlarmStatus, string][] = [
    [
      "values below",
      status([none, none, 1, 1, 1, 1, 1]),
      "None of the last 5 periods were above 5; it takes 3.",
    ],
    [
      "one breach, one gap",
      status([9, 9, 9, 1, none, 1, 2]),
      "1 of the last 5 periods was above 5; it takes 3. One period had no data, which counts as no breach.",
    ],
    [
      "gaps that breach",
      status([none, none, none], { alarm: alarm({ treatMissingData: "breaching" }) }),
      "None of the last 5 periods were above 5; it takes 3. 3 periods had no data, which counts as a breach.",
    ],
    ["not evaluated yet", status([]), "It has not been evaluated yet: that happens every 10 seconds."],
    ["not supported", status([1], { unsupported: "FOO()" }), "It is not evaluated here: FOO()"],
  ];
  for (const [what, given, expected] of cases) {
    it(what, () => expect(explanation(given)).to.equal(expected));
  }
});

describe("an alarm's line", () => {
  it("says what it watches", () => {
    expect(alarmLine(status([])).condition).to.equal("Errors Sum > 5 in 3 of 5 minutes");
  });
});

describe("the drill of an alarm", () => {
  const route = (routeKey: string) => ({ api: "shop", routeKey, functionName: "items" });
  const at: DrillSurroundings = {
    routes: [route("POST /items"), route("GET /items/{id}"), route("GET /items")],
    apiName: (apiId) => (apiId === "api1" ? "shop" : undefined),
    alias: () => "live",
    alarm: () => undefined,
  };
  const drill = (one: Alarm, surroundings = at) => {
    const choice = drillFor(one, surroundings);
    return choice.possible ? choice.drill : choice.why;
  };
  const invocations = {
    kind: "invocations",
    functionName: "items",
    qualifier: "live",
    routeKey: "GET /items",
  };
  const requests = (path: string) => ({ kind: "requests", api: "shop", method: "GET", path });
  const calls = (operation: string) => ({ kind: "calls", table: "things", operation });
  const cases: [metricName: string, namespace: string, fault: string | undefined, traffic: object][] = [
    ["Errors", "AWS/Lambda", "function/items:error", invocations],
    ["Throttles", "AWS/Lambda", "function/items:throttle", invocations],
    ["Duration", "AWS/Lambda", "function/items:latency=6ms", invocations],
    ["ConcurrentExecutions", "AWS/Lambda", "function/items:concurrency=6", invocations],
    ["4xx", "AWS/ApiGateway", undefined, requests("/no-such-path")],
    ["5xx", "AWS/ApiGateway", "GET /items:status=503", requests("/items")],
    ["IntegrationLatency", "AWS/ApiGateway", "GET /items:latency=6ms", requests("/items")],
    ["ReadThrottleEvents", "AWS/DynamoDB", "table/things:throttle", calls("GetItem")],
    ["WriteThrottleEvents", "AWS/DynamoDB", "table/things:throttle", calls("PutItem")],
    ["SystemErrors", "AWS/DynamoDB", "table/things:error", calls("GetItem")],
  ];
  for (const [metricName, namespace, fault, traffic] of cases) {
    it(`of ${metricName} has the fault that brings it about, and traffic that it strikes`, () => {
      expect(drill(alarm({}, metricName, namespace))).to.deep.include({
        ...(fault !== undefined && { fault }),
        traffic,
      });
    });
  }

  it("sends as many as a percentile waits for", () => {
    const metricStat = {
      metric: { namespace: "AWS/Lambda", metricName: "Duration", dimensions: { FunctionName: "items" } },
      periodSeconds: 60,
      statistic: "p99",
    };
    const patient = alarm({ watched: { metricStat }, lowSamplePercentiles: "ignore" });
    // 1,000 samples in seven periods, of which the last is never complete.
    expect(drill(patient)).to.deep.include({ perPeriod: 184 });
    expect(drill(alarm({ watched: { metricStat } }))).to.deep.include({ perPeriod: 30 });
  });

  it("strikes the version on trial alone, where that is watched", () => {
    const dimensions = { FunctionName: "items", Resource: "items:blue", ExecutedVersion: "8" };
    const metricStat = {
      metric: { namespace: "AWS/Lambda", metricName: "Errors", dimensions },
      periodSeconds: 60,
      statistic: "Sum",
    };
    expect(drill(alarm({ watched: { metricStat } }))).to.deep.include({
      fault: "function/items:8:error",
      traffic: { ...invocations, qualifier: "blue" },
    });
  });

  it("is impossible where nothing is known that brings the metric about", () => {
    expect(drill(alarm({}, "Baskets", "Shop"))).to.equal(
      "No fault and no traffic is known that makes it fire.",
    );
    expect(drill(alarm({ comparisonOperator: "LessThanThreshold" }))).to.match(/^No fault/);
    expect(drill(alarm({}, "5xx", "AWS/ApiGateway"), { ...at, routes: [route("POST /items")] })).to.match(
      /^No fault/,
    );
  });

  it("of a composite is that of an alarm in it which is enough alone", () => {
    const composite = (rule: string): Alarm => ({
      kind: "composite",
      name: "c",
      arn: "arn:c",
      actionsEnabled: true,
      actions: nobody,
      rule,
    });
    const known: Record<string, Alarm> = {
      errors: alarm(),
      throttles: alarm({}, "Throttles"),
      baskets: alarm({}, "Baskets", "Shop"),
    };
    const within = { ...at, alarm: (name: string) => known[name] };
    expect(drill(composite('ALARM("baskets") OR ALARM("throttles")'), within)).to.deep.include({
      fault: "function/items:throttle",
    });
    expect(drill(composite('ALARM("throttles") AND NOT ALARM("errors")'), within)).to.deep.include({
      fault: "function/items:throttle",
    });
    for (const rule of ['ALARM("throttles") AND ALARM("errors")', 'ALARM("none")', 'ALARM("baskets")']) {
      expect(drill(composite(rule), within)).to.equal("None of its alarms can be made to fire alone.");
    }
  });
});

describe("an alarm's page", () => {
  it("has the periods, the metric, the history and, of a composite, the alarms in it", async () => {
    const shop = await sampleShop();
    const { metrics, alarms } = shop.telemetry;
    const source = {
      metrics,
      history: alarms.history.items,
      now: shop.clock.now(),
      status: (name: string) => alarms.status(name),
    };
    const page = (name: string) => alarmDetail(alarms.status(name) ?? expect.fail(name), source);
    const metric = page("items-errors");
    expect(metric.periods.some(({ value }) => value === 1)).to.equal(true);
    expect(metric.series[0]?.points.map(([, value]) => value)).to.deep.equal([1]);
    expect(metric.history.at(-1)?.summary).to.equal('Alarm "items-errors" created');
    expect(page("items-impact").children.map(({ name }) => name)).to.deep.equal(["items-errors"]);
    await shop.stop();
  });
});
