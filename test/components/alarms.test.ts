import { expect } from "chai";
import { rateAlarm, statisticAlarm } from "../../components/alarms.ts";
import { metricAlarm } from "../local/telemetry/declare.ts";
import { invocationEvent } from "../local/telemetry/sample-events.ts";
import { telemetryHarness } from "../local/telemetry/telemetry-harness.ts";

const metric = (metricName: string) => ({
  namespace: "AWS/Lambda",
  metricName,
  dimensions: { FunctionName: "f" },
});

describe("rateAlarm", () => {
  const alarm = rateAlarm({
    description: "Too many fail.",
    failures: metric("Errors"),
    requests: metric("Invocations"),
    threshold: 5,
    floor: 10,
  });

  it("counts as nothing below its floor, so that one failure wakes nobody", () => {
    expect(alarm).to.deep.include({ threshold: 5, treatMissingData: "notBreaching" });
    expect(alarm.metricQueries).to.deep.equal([
      {
        id: "rate",
        label: "Failed requests, %",
        expression: "IF(requests >= 10, 100 * failures / requests, 0)",
        returnData: true,
      },
      { id: "failures", metric: { ...metric("Errors"), period: 60, stat: "Sum" }, returnData: false },
      { id: "requests", metric: { ...metric("Invocations"), period: 60, stat: "Sum" }, returnData: false },
    ]);
  });

  it("wants three of five minutes", () => {
    expect(alarm).to.include({ evaluationPeriods: 5, datapointsToAlarm: 3 });
  });
});

describe("statisticAlarm", () => {
  it("takes a percentile, and looks at it however few samples it has", () => {
    const alarm = statisticAlarm({
      description: "Slow.",
      metric: metric("Duration"),
      statistic: "p95",
      threshold: 800,
    });
    expect(alarm).to.include({ extendedStatistic: "p95" });
    // Left out, CloudWatch evaluates it, and "ignore" would keep an alarm as it is on few samples: quiet, or firing all night.
    expect(alarm).not.to.have.any.keys("statistic", "evaluateLowSampleCountPercentiles");
  });

  it("takes a sum, for as many minutes as it is told", () => {
    const alarm = statisticAlarm({
      description: "Refused.",
      metric: metric("Throttles"),
      statistic: "Sum",
      threshold: 1,
      minutes: 1,
    });
    expect(alarm).to.include({ statistic: "Sum", datapointsToAlarm: 1, treatMissingData: "notBreaching" });
    expect(alarm).not.to.have.property("extendedStatistic");
  });
});

describe("an alarm on a percentile", () => {
  const latency = statisticAlarm({
    description: "Slow.",
    metric: { namespace: "AWS/Lambda", metricName: "Duration", dimensions: { FunctionName: "items" } },
    statistic: "p99",
    threshold: 3000,
    minutes: 4,
  });
  const local = telemetryHarness();
  before(() => local.apply([metricAlarm("latency", { ...latency, statistic: undefined })]));
  after(() => local.telemetry.stop());

  /** The alarm's state after some minutes, each with invocations that take this long. */
  function stateAfter(minutes: number, ...durationsMs: readonly number[]): string | undefined {
    for (let minute = 0; minute < minutes; minute += 1) {
      for (const durationMs of durationsMs) {
        local.events.publish(invocationEvent({ time: local.clock.now(), outcome: "ok", durationMs }));
      }
      local.clock.advance(60_000);
    }
    return local.telemetry.alarms.status("latency")?.state;
  }

  it("sleeps through one slow request at night, fires where all of few are slow, and ends with them", () => {
    expect(stateAfter(5, 100)).to.equal("OK");
    expect(stateAfter(1, 29_000)).to.equal("OK");
    expect(stateAfter(5, 100)).to.equal("OK");
    expect(stateAfter(4, ...Array<number>(120).fill(29_000))).to.equal("ALARM");
    expect(stateAfter(5, 100)).to.equal("OK");
  });
});
