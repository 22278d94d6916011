import { expect } from "chai";
import { alarmDetail, alarmLine } from "../../../../local/console/alarms/alarm-view.ts";
import { drillFor } from "../../../../local/console/alarms/drill.ts";
import { explanation } from "../../../../local/console/alarms/why-quiet.ts";
import type { MetricAlarm } from "../../../../local/telemetry/alarms/alarm.ts";
import type { AlarmStatus } from "../../../../local/telemetry/alarms/alarm-status.ts";
import { sampleShop } from "../../telemetry/sample-shop.ts";

const nobody = { ALARM: [], OK: [], INSUFFICIENT_DATA: [] };

function alarm(
  facts: Partial<MetricAlarm> = {},
  metricName = "Errors",
  namespace = "AWS/Lambda",
): MetricAlarm {
  const dimensions = { FunctionName: "items", ApiId: "api1" };
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
  it("asks for paths that do not exist, where refused requests are watched", () => {
    const choice = drillFor(alarm({}, "4xx", "AWS/ApiGateway"), () => []);
    expect(choice).to.deep.include({ possible: true });
    expect(choice.possible && choice.drill).to.include({ kind: "unknown-path", apiId: "api1" });
  });

  it("invokes more than allowed, where throttles are watched", () => {
    const choice = drillFor(alarm({}, "Throttles"), () => []);
    expect(choice.possible && choice.drill).to.deep.equal({ kind: "burst", functionName: "items" });
  });

  it("does not exist where it takes a failing function", () => {
    expect(drillFor(alarm(), () => [])).to.include({ possible: false });
  });

  it("of a composite is that of the first of its alarms that has one", () => {
    const composite = {
      kind: "composite",
      name: "c",
      arn: "arn:c",
      actionsEnabled: true,
      actions: nobody,
      rule: "x",
    } as const;
    const children = [alarm(), alarm({}, "Throttles")];
    const find = (one: { kind: string }) => (one.kind === "composite" ? children : []);
    expect(drillFor(composite, find)).to.include({ possible: true });
    expect(drillFor(composite, () => [])).to.include({ possible: false });
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
