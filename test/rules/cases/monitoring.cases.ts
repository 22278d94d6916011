import * as aws from "@pulumi/aws";
import { numbered, type RuleCase } from "./rule-case.ts";

const alarm = (args: Partial<aws.cloudwatch.MetricAlarmArgs>) => () =>
  new aws.cloudwatch.MetricAlarm("a", {
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 5,
    alarmDescription: "Something fails.",
    treatMissingData: "notBreaching",
    ...args,
  });

const metric = { namespace: "AWS/Lambda", metricName: "Errors", period: 60, stat: "Sum" };
const rate = (expression: string, metrics = 1) =>
  alarm({
    metricQueries: [
      { id: "rate", expression, returnData: true },
      ...numbered(metrics, "m").map((id) => ({ id, metric, returnData: false })),
    ],
  });
const composite = (count: number) => () =>
  new aws.cloudwatch.CompositeAlarm("c", {
    alarmName: "c",
    alarmRule: numbered(count)
      .map((name) => `ALARM("${name}")`)
      .join(" OR "),
  });

const widgets = (list: object[]) => () =>
  new aws.cloudwatch.Dashboard("d", { dashboardName: "d", dashboardBody: JSON.stringify({ widgets: list }) });
const charts = (count: number, metrics: number) =>
  widgets(numbered(count).map(() => ({ type: "metric", properties: { metrics: numbered(metrics) } })));

export const monitoringCases: readonly RuleCase[] = [
  {
    rule: "alarm-expression",
    wrong: rate("1".repeat(2049)),
    says: 'has a longer expression "rate" than 2048',
    right: rate("1".repeat(2048)),
  },
  { rule: "alarm-expression", wrong: rate("m1", 11), says: "uses 11 metrics", right: rate("m1", 10) },
  {
    rule: "alarm-expression",
    wrong: alarm({ metricQueries: [{ id: "m1", metric }] }),
    says: "returns the data of 0 queries",
    right: alarm({ metricQueries: [{ id: "m1", metric, returnData: true }] }),
  },
  {
    rule: "alarm-expression",
    wrong: alarm({ metricQueries: [{ id: "Rate", metric, returnData: true }] }),
    says: 'has the query id "Rate"',
    right: alarm({ metricQueries: [{ id: "rate", metric, returnData: true }] }),
  },
  {
    rule: "alarm-period",
    wrong: alarm({ period: 45 }),
    says: "has a period of 45 s",
    right: alarm({ period: 30 }),
  },
  {
    rule: "alarm-period",
    wrong: alarm({ period: 1800, evaluationPeriods: 49 }),
    says: "looks at 88200 s. Use at most 86400",
    right: alarm({ period: 3600, evaluationPeriods: 49 }),
  },
  {
    rule: "alarm-datapoints",
    wrong: alarm({ datapointsToAlarm: 6 }),
    says: "wants 6 breaching datapoints of 5",
    right: alarm({ datapointsToAlarm: 5 }),
  },
  {
    rule: "alarm-description",
    wrong: alarm({ alarmDescription: "x".repeat(1025) }),
    says: "1025 characters",
    right: alarm({ alarmDescription: "x".repeat(1024) }),
  },
  {
    rule: "alarm-actions",
    wrong: alarm({ alarmActions: numbered(6) }),
    says: "has 6 alarmActions",
    right: alarm({ alarmActions: numbered(5), okActions: numbered(5) }),
  },
  { rule: "composite-alarm-rule", wrong: composite(101), says: "names 101 alarms", right: composite(100) },
  { rule: "dashboard-size", wrong: charts(501, 1), says: "has 501 widgets", right: charts(500, 1) },
  { rule: "dashboard-size", wrong: charts(1, 501), says: "a widget of 501 metrics", right: charts(1, 500) },
  { rule: "dashboard-size", wrong: charts(6, 417), says: "has 2502 metrics", right: charts(5, 500) },
  {
    rule: "dashboard-body",
    wrong: widgets([{ type: "text", x: 20, width: 6 }]),
    says: "outside of 24 columns: number 1",
    right: widgets([{ type: "text", x: 18, width: 6 }]),
  },
];
