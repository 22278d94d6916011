import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { alarmsOf, unwatched } from "../../changes/alarms.ts";
import { declare } from "../support/declare.ts";

describe("alarms", () => {
  it("tell what they watch and when they fire, and which function nobody watches", async () => {
    const { resources } = await declare(() => {
      const fn = (name: string) => new aws.lambda.Function(name, { name: `shop-${name}`, role: "r" });
      const dimensions = { FunctionName: fn("orders").name };
      const metric = (metricName: string) => ({
        metric: { namespace: "AWS/Lambda", metricName, dimensions, period: 60, stat: "Sum" },
      });
      fn("stock");
      new aws.cloudwatch.MetricAlarm("errors", {
        comparisonOperator: "GreaterThanThreshold",
        threshold: 5,
        evaluationPeriods: 2,
        metricQueries: [
          { id: "rate", expression: "errors / all", returnData: true },
          { id: "errors", ...metric("Errors") },
          { id: "all", ...metric("Invocations") },
        ],
      });
    });
    expect(alarmsOf(resources)).to.deep.equal([
      {
        name: "errors",
        watches: ["AWS/Lambda Errors of orders", "AWS/Lambda Invocations of orders"],
        when: "errors / all > 5 in 2 of 2 periods",
      },
    ]);
    expect(unwatched(resources)).to.deep.equal(["stock"]);
  });
});
