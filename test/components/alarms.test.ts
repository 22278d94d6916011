import { expect } from "chai";
import { rateAlarm, statisticAlarm } from "../../components/alarms.ts";

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
  it("takes a percentile, and does not trust one of few samples", () => {
    const alarm = statisticAlarm({
      description: "Slow.",
      metric: metric("Duration"),
      statistic: "p95",
      threshold: 800,
    });
    expect(alarm).to.include({ extendedStatistic: "p95", evaluateLowSampleCountPercentiles: "ignore" });
    expect(alarm).not.to.have.property("statistic");
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
    expect(alarm).not.to.have.any.keys("extendedStatistic", "evaluateLowSampleCountPercentiles");
  });
});
