import * as v from "valibot";
import type { Metric } from "../../telemetry/metrics/metric.ts";
import type { MetricDataQuery } from "../../telemetry/query/metric-data-query.ts";
import { boolean, list, number } from "../protocols/input-schemas.ts";

/** A metric in an input. */
export const metric = {
  Namespace: v.optional(v.string(), ""),
  MetricName: v.optional(v.string(), ""),
  Dimensions: list(v.object({ Name: v.string(), Value: v.string() })),
};

/** Seconds: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html */
export const period = v.pipe(
  number,
  v.check(
    (seconds) => [1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0),
    "must be 1, 5, 10, 20, 30 or a multiple of 60",
  ),
);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
export const Query = v.object({
  Id: v.string(),
  Label: v.optional(v.string()),
  Expression: v.optional(v.string()),
  ReturnData: v.optional(boolean, true),
  Period: v.optional(period),
  MetricStat: v.optional(v.object({ Metric: v.object(metric), Period: period, Stat: v.string() })),
});

export function metricOf(given: v.InferOutput<v.ObjectSchema<typeof metric, undefined>>): Metric {
  const { Namespace: namespace, MetricName: metricName, Dimensions } = given;
  const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  return { namespace, metricName, dimensions };
}

export function queryOf({
  Id,
  Label,
  Expression,
  ReturnData,
  Period,
  MetricStat,
}: v.InferOutput<typeof Query>) {
  const query: MetricDataQuery = {
    id: Id,
    returnData: ReturnData,
    ...(Label !== undefined && { label: Label }),
    ...(Expression !== undefined && { expression: Expression }),
    ...(Period !== undefined && { periodSeconds: Period }),
    ...(MetricStat && {
      metricStat: {
        metric: metricOf(MetricStat.Metric),
        periodSeconds: MetricStat.Period,
        statistic: MetricStat.Stat,
      },
    }),
  };
  return query;
}

export function describedMetric({ namespace, metricName, dimensions }: Metric) {
  return {
    Namespace: namespace,
    MetricName: metricName,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  };
}

export function describedQuery({
  id,
  label,
  expression,
  returnData = true,
  periodSeconds,
  metricStat,
}: MetricDataQuery) {
  return {
    Id: id,
    Label: label,
    Expression: expression,
    ReturnData: returnData,
    Period: periodSeconds,
    MetricStat: metricStat && {
      Metric: describedMetric(metricStat.metric),
      Period: metricStat.periodSeconds,
      Stat: metricStat.statistic,
    },
  };
}
