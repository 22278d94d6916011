import { expect } from "chai";
import type { AlarmEvent } from "../../../../local/events.ts";
import { compositeAlarm, metricAlarm, subscription, topic, topicArn } from "../declare.ts";
import { invocationEvent } from "../sample-events.ts";
import { type TelemetryHarness, telemetryHarness } from "../telemetry-harness.ts";

const minute = 60_000;
const alerts = { alarmActions: [topicArn("alerts")], okActions: [topicArn("alerts")] };

describe("alarms", () => {
  let local: TelemetryHarness;
  let changes: AlarmEvent[];

  beforeEach(() => {
    local = telemetryHarness();
    changes = [];
    local.events.subscribe("alarm", (event) => changes.push(event));
  });

  afterEach(() => local.telemetry.stop());

  /** A minute with this many invocations, of which some fail; then a look at the alarms. */
  function pass(invocations: number, errors = 0): void {
    for (let index = 0; index < invocations; index += 1) {
      const outcome = index < errors ? "error" : "ok";
      local.events.publish(
        invocationEvent({ time: local.clock.now(), outcome, durationMs: outcome === "ok" ? 10 : 900 }),
      );
    }
    local.clock.advance(minute);
  }

  const stateOf = (name: string) => local.telemetry.alarms.status(name)?.state;

  it("fire and recover, with one notification for each change", async () => {
    await local.apply([
      topic("alerts"),
      subscription("alerts", "me@example.com"),
      metricAlarm("errors", alerts),
    ]);
    expect(local.telemetry.alarms.status("errors")).to.include({
      state: "INSUFFICIENT_DATA",
      reason: "Unchecked: Initial alarm creation",
    });
    pass(3);
    pass(3, 2);
    pass(3, 1);
    for (let quiet = 0; quiet < 4; quiet += 1) pass(3);
    expect(changes.map(({ previousState, state }) => `${previousState} -> ${state}`)).to.deep.equal([
      "INSUFFICIENT_DATA -> OK",
      "OK -> ALARM",
      "ALARM -> OK",
    ]);
    expect(local.telemetry.topics.inbox).to.have.length(3);
    expect(changes[1]?.reason).to.equal(
      "Threshold Crossed: 1 out of the last 1 datapoints [2.0 (04/03/26 10:01:00)] was greater than or equal to the threshold (1.0) (minimum 1 datapoint for OK -> ALARM transition).",
    );
    expect(changes[2]?.reason).to.equal(
      "Threshold Crossed: 1 out of the last 1 datapoints [0.0 (04/03/26 10:03:00)] was not greater than or equal to the threshold (1.0) (minimum 1 datapoint for ALARM -> OK transition).",
    );
  });

  it("send what CloudWatch sends", async () => {
    await local.apply([topic("alerts"), metricAlarm("errors", { ...alerts, alarmDescription: "It fails." })]);
    pass(1, 1);
    const notification = local.telemetry.topics.inbox.at(-1);
    expect(notification?.subject).to.equal('ALARM: "errors" in EU (Ireland)');
    expect(JSON.parse(notification?.message ?? "")).to.deep.include({
      AlarmName: "errors",
      AlarmDescription: "It fails.",
      AWSAccountId: "000000000000",
      NewStateValue: "ALARM",
      OldStateValue: "OK",
      StateChangeTime: "2026-03-04T10:01:00.000+0000",
      Region: "EU (Ireland)",
      Trigger: {
        MetricName: "Errors",
        Namespace: "AWS/Lambda",
        StatisticType: "Statistic",
        Statistic: "SUM",
        Unit: null,
        Dimensions: [{ name: "FunctionName", value: "items" }],
        Period: 60,
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        Threshold: 1,
        TreatMissingData: "notBreaching",
        EvaluateLowSampleCountPercentile: "",
      },
    });
  });

  it("watch an expression, with a floor below which nothing fires", async () => {
    const stat = (metricName: string) => ({
      namespace: "AWS/Lambda",
      metricName,
      dimensions: { FunctionName: "items" },
      period: 60,
      stat: "Sum",
    });
    const watched = { namespace: undefined, metricName: undefined, period: undefined, statistic: undefined };
    await local.apply([
      metricAlarm("rate", {
        ...watched,
        threshold: 5,
        evaluationPeriods: 2,
        datapointsToAlarm: 2,
        metricQueries: [
          { id: "rate", expression: "IF(all >= 10, 100 * failed / all, 0)", returnData: true },
          { id: "failed", metric: stat("Errors") },
          { id: "all", metric: stat("Invocations") },
        ],
      }),
    ]);
    pass(9, 9);
    pass(20, 4);
    expect(stateOf("rate")).to.equal("OK");
    pass(20, 4);
    expect(stateOf("rate")).to.equal("ALARM");
  });

  it("wait with a percentile for enough samples, if they are told to", async () => {
    const slow = {
      treatMissingData: "missing",
      metricName: "Duration",
      statistic: undefined,
      extendedStatistic: "p90",
      threshold: 500,
    };
    await local.apply([
      metricAlarm("eager", slow),
      metricAlarm("patient", { ...slow, evaluateLowSampleCountPercentiles: "ignore" }),
    ]);
    pass(20, 20);
    expect([stateOf("eager"), stateOf("patient")]).to.deep.equal(["ALARM", "INSUFFICIENT_DATA"]);
    pass(200, 200);
    expect(stateOf("patient")).to.equal("ALARM");
  });

  it("page once by a composite, which follows its children", async () => {
    await local.apply([
      topic("alerts"),
      metricAlarm("errors"),
      metricAlarm("slow", { metricName: "Duration", statistic: "Maximum", threshold: 500 }),
      compositeAlarm("impact", 'ALARM("errors") OR ALARM(slow)', alerts),
      compositeAlarm("a-paging", "ALARM(impact) AND NOT OK(errors) AND TRUE"),
    ]);
    pass(3);
    pass(3, 2);
    expect([stateOf("impact"), stateOf("a-paging")]).to.deep.equal(["ALARM", "ALARM"]);
    pass(3, 2);
    const subjects = local.telemetry.topics.inbox.map(({ subject }) => subject);
    expect(subjects).to.deep.equal(['OK: "impact" in EU (Ireland)', 'ALARM: "impact" in EU (Ireland)']);
    expect(
      changes.find(({ alarmName, state }) => alarmName === "impact" && state === "ALARM")?.reason,
    ).to.match(
      /^arn:aws:cloudwatch:eu-west-1:000000000000:alarm:(errors|slow) transitioned to ALARM at Wednesday 04 March, 2026 10:02:00 UTC$/,
    );
  });

  it("tell nobody while their actions are switched off", async () => {
    await local.apply([topic("alerts"), metricAlarm("errors", { ...alerts, actionsEnabled: false })]);
    pass(1, 1);
    expect(changes.at(-1)).to.deep.include({ state: "ALARM", actions: [] });
    expect(local.telemetry.topics.inbox).to.deep.equal([]);
  });

  it("tell nobody when they are put into the state that they have", async () => {
    await local.apply([topic("alerts"), metricAlarm("errors", alerts)]);
    pass(1, 1);
    const before = changes.length;
    expect(local.telemetry.alarms.setState("errors", "ALARM", "again")).to.equal(true);
    expect(local.telemetry.alarms.status("errors")).to.include({ reason: "again" });
    expect(changes).to.have.length(before);
    expect(local.telemetry.alarms.setState("none", "OK", "rehearsal")).to.equal(false);
  });

  it("remember what happened, and what could not be done", async () => {
    const nowhere = topicArn("nowhere");
    const function_ = "arn:aws:lambda:eu-west-1:000000000000:function:f";
    await local.apply([metricAlarm("errors", { alarmActions: [nowhere, function_] })]);
    pass(1, 1);
    expect(
      local.telemetry.alarms.history.items.map(({ itemType, summary }) => `${itemType}: ${summary}`),
    ).to.deep.equal([
      'ConfigurationUpdate: Alarm "errors" created',
      "StateUpdate: Alarm updated from INSUFFICIENT_DATA to OK",
      "StateUpdate: Alarm updated from OK to ALARM",
      `Action: Failed to execute action ${nowhere}. Received error: "Topic does not exist: ${nowhere}"`,
      `Action: Failed to execute action ${function_}. Received error: "Only SNS topics are supported as actions here."`,
    ]);
    expect(local.notices).to.have.length(2);
  });

  it("keep their state when they are declared again", async () => {
    await local.apply([metricAlarm("errors")]);
    pass(1, 1);
    await local.apply([metricAlarm("errors"), metricAlarm("other")]);
    expect([stateOf("errors"), stateOf("other")]).to.deep.equal(["ALARM", "INSUFFICIENT_DATA"]);
    await local.apply([metricAlarm("errors", { threshold: 100 })]);
    expect(stateOf("errors")).to.equal("ALARM");
    pass(1);
    expect([stateOf("errors"), stateOf("other")]).to.deep.equal(["OK", undefined]);
  });

  const unsupported: [string, ReturnType<typeof metricAlarm>, RegExp][] = [
    [
      "anomaly detection",
      metricAlarm("x", { comparisonOperator: "GreaterThanUpperThreshold" }),
      /"x" is left out: .*anomaly/,
    ],
    [
      "an unknown statistic",
      metricAlarm("x", { statistic: "IQM" }),
      /Alarm "x" is not evaluated: Statistic "IQM"/,
    ],
    [
      "an unknown function",
      metricAlarm("x", { metricQueries: [{ id: "e", expression: "FOO(1)", returnData: true }] }),
      /Function FOO/,
    ],
    [
      "a rule that can't be read",
      compositeAlarm("x", "ALARM(a) XOR ALARM(b)"),
      /Alarm "x" is not evaluated: Filter/,
    ],
    ["AT_LEAST", compositeAlarm("x", "AT_LEAST(1, ALARM, (a, b))"), /AT_LEAST is not supported/],
  ];
  for (const [what, declared, message] of unsupported) {
    it(`say once that they do not support ${what}`, async () => {
      await local.apply([declared]);
      pass(1);
      pass(1);
      expect(
        local.notices.map((notice) => notice.message).filter((text) => message.test(text)),
      ).to.have.length(1);
    });
  }
});
