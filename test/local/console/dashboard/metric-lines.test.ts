import { expect } from "chai";
import { metricLines } from "../../../../local/console/dashboard/metric-lines.ts";

const read = (...metrics: unknown[][]) => metricLines({ metrics, stat: "Sum", period: 60 });

describe("the metrics of a widget", () => {
  it("are read with their abbreviations spelled out", () => {
    const lines = read(
      ["AWS/Lambda", "Errors", "FunctionName", "a", "Resource", "a:live", { stat: "Average", period: 300 }],
      [".", "Invocations", ".", "b", ".", "."],
      ["...", "b:live"],
      [".", "Duration"],
    );
    expect(lines.map(({ query }) => query.metricStat)).to.deep.equal([
      {
        metric: {
          namespace: "AWS/Lambda",
          metricName: "Errors",
          dimensions: { FunctionName: "a", Resource: "a:live" },
        },
        statistic: "Average",
        periodSeconds: 300,
      },
      {
        metric: {
          namespace: "AWS/Lambda",
          metricName: "Invocations",
          dimensions: { FunctionName: "b", Resource: "a:live" },
        },
        statistic: "Sum",
        periodSeconds: 60,
      },
      {
        metric: {
          namespace: "AWS/Lambda",
          metricName: "Invocations",
          dimensions: { FunctionName: "b", Resource: "b:live" },
        },
        statistic: "Sum",
        periodSeconds: 60,
      },
      {
        metric: { namespace: "AWS/Lambda", metricName: "Duration", dimensions: {} },
        statistic: "Sum",
        periodSeconds: 60,
      },
    ]);
  });

  it("may be expressions over hidden lines", () => {
    const [rate, hidden] = read(
      [{ expression: "100 * e", label: "rate", id: "r" }],
      ["AWS/Lambda", "Errors", { id: "e", visible: false }],
    );
    expect(rate?.query).to.deep.include({ id: "r", label: "rate", expression: "100 * e", returnData: true });
    expect(hidden?.query).to.deep.include({ id: "e", returnData: false });
  });

  for (const metrics of [[[]], [["AWS/Lambda"]], [["A", "B", "C"]], [["A", "B", { stat: 3 }]]]) {
    it(`are refused when they can't be read: ${JSON.stringify(metrics)}`, () => {
      expect(() => read(...metrics)).to.throw("can't be read");
    });
  }
});
