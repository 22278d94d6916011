import { expect } from "chai";
import { compositeAlarm, metricAlarm, topic, topicArn } from "../declare.ts";
import { telemetryHarness } from "../telemetry-harness.ts";

/** The message of an alarm that is put into ALARM. */
async function messageOf(name: string, ...alarms: ReturnType<typeof metricAlarm>[]) {
  const { apply, telemetry } = telemetryHarness();
  await apply([topic("alerts"), ...alarms]);
  telemetry.alarms.setState(name, "ALARM", "rehearsal");
  await telemetry.stop();
  return JSON.parse(telemetry.topics.inbox.at(-1)?.message ?? "{}");
}

const alarmActions = [topicArn("alerts")];

describe("the message of an alarm", () => {
  it("has the rule of a composite", async () => {
    const message = await messageOf("impact", compositeAlarm("impact", "ALARM(errors)", { alarmActions }));
    expect(message).to.include({ AlarmRule: "ALARM(errors)", NewStateReason: "rehearsal" });
    expect(message).not.to.have.property("Trigger");
  });

  it("has the lines of an expression", async () => {
    const metric = {
      namespace: "Shop",
      metricName: "Sold",
      dimensions: { shop: "north" },
      period: 120,
      stat: "Sum",
    };
    const metricQueries = [
      { id: "e", expression: "sold * 2", label: "Twice", returnData: true },
      { id: "sold", metric },
    ];
    const { Trigger } = await messageOf("sales", metricAlarm("sales", { alarmActions, metricQueries }));
    expect(Trigger).to.include({ Period: 120 });
    expect(Trigger.Metrics).to.deep.equal([
      { Expression: "sold * 2", Id: "e", Label: "Twice", ReturnData: true },
      {
        Id: "sold",
        MetricStat: {
          Metric: { MetricName: "Sold", Namespace: "Shop", Dimensions: [{ name: "shop", value: "north" }] },
          Period: 120,
          Stat: "Sum",
        },
        ReturnData: false,
      },
    ]);
  });

  it("names a percentile as what it is", async () => {
    const slow = { alarmActions, statistic: undefined, extendedStatistic: "p99" };
    const { Trigger } = await messageOf("slow", metricAlarm("slow", slow));
    expect(Trigger).to.include({ StatisticType: "ExtendedStatistic", ExtendedStatistic: "p99" });
  });
});
