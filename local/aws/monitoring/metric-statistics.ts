import * as v from "valibot";
import type { MetricStore } from "../../telemetry/metrics/metric-store.ts";
import { statisticNamed, UnknownStatistic } from "../../telemetry/metrics/statistic.ts";
import type { StatisticSet } from "../../telemetry/metrics/statistic-set.ts";
import { AwsError } from "../aws-error.ts";
import { list, timestamp } from "../protocols/input-schemas.ts";
import { INVALID } from "./error-codes.ts";
import { metric, metricOf, period } from "./metric-inputs.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export const GetMetricStatistics = v.object({
  ...metric,
  StartTime: timestamp,
  EndTime: timestamp,
  Period: period,
  Statistics: list(v.string()),
  ExtendedStatistics: list(v.string()),
});

export function metricStatistics(
  store: MetricStore,
  input: v.InferOutput<typeof GetMetricStatistics>,
): object {
  const { Statistics, ExtendedStatistics, Period, StartTime, EndTime, MetricName } = input;
  if (Statistics.length + ExtendedStatistics.length === 0) {
    throw new AwsError(
      "MissingRequiredParameterException",
      400,
      "Must specify either the Statistics or the ExtendedStatistics parameter.",
    );
  }
  const series = store.find(metricOf(input));
  const periods = series?.periods(StartTime, EndTime, Period * 1000) ?? new Map<number, StatisticSet>();
  return {
    Label: MetricName,
    Datapoints: [...periods].map(([start, set]) => ({
      Timestamp: new Date(start),
      ...Object.fromEntries(Statistics.map((name) => [name, statisticOf(name, set)])),
      ExtendedStatistics:
        ExtendedStatistics.length === 0
          ? undefined
          : new Map(ExtendedStatistics.map((name) => [name, statisticOf(name, set)])),
      Unit: series?.unit,
    })),
  };
}

function statisticOf(name: string, set: StatisticSet): number {
  try {
    return statisticNamed(name)(set);
  } catch (error) {
    if (error instanceof UnknownStatistic) throw new AwsError(INVALID, 400, error.message);
    throw error;
  }
}
