import type { AlarmState } from "../../events.ts";
import type { MetricStore } from "../metrics/metric-store.ts";
import { percentileOf } from "../metrics/statistic.ts";
import { metricData, readMetric } from "../query/metric-data.ts";
import type { TimeRange } from "../query/time-series.ts";
import type { MetricAlarm } from "./alarm.ts";
import { cloudWatchTime } from "./cloudwatch-time.ts";
import { type EvaluatedDatapoint, stateReason } from "./state-reason.ts";
import { evaluationRange, thresholdState } from "./threshold.ts";

/** What a look at the data came to. */
export interface Evaluation {
  readonly state: AlarmState;
  readonly datapoints: readonly EvaluatedDatapoint[];
  /** Why, in words; most looks change nothing, and nobody asks. */
  explain(): {
    readonly reason: string;
    /** JSON, as CloudWatch's history has it. */
    readonly reasonData: string;
  };
}

/**
 * Looks at the periods that are over.
 * @throws MetricQueryError or UnknownStatistic when what the alarm watches is not supported
 */
export function evaluateMetricAlarm(
  alarm: MetricAlarm,
  store: MetricStore,
  now: number,
  current: AlarmState,
): Evaluation {
  const periodMs = alarm.periodSeconds * 1000;
  const to = now - (now % periodMs);
  const range = { from: to - evaluationRange(alarm) * periodMs, to };
  const points = watchedPoints(alarm, store, range);
  const datapoints: EvaluatedDatapoint[] = [];
  for (let time = range.from; time < to; time += periodMs) datapoints.push({ time, value: points.get(time) });
  const state = hasTooFewSamples(alarm, store, range)
    ? current
    : thresholdState(
        alarm,
        datapoints.map(({ value }) => value),
        current,
      );
  return {
    state,
    datapoints,
    explain: () => ({
      reason: stateReason(alarm, datapoints, state),
      reasonData: reasonData(alarm, datapoints, now),
    }),
  };
}

function watchedPoints(
  alarm: MetricAlarm,
  store: MetricStore,
  range: TimeRange,
): ReadonlyMap<number, number> {
  const { watched } = alarm;
  if ("metricStat" in watched) return readMetric(store, watched.metricStat, range).points;
  const [result] = metricData(store, watched.queries, range);
  return result?.points ?? new Map();
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html */
function hasTooFewSamples(
  { watched, lowSamplePercentiles }: MetricAlarm,
  store: MetricStore,
  range: TimeRange,
): boolean {
  if (lowSamplePercentiles !== "ignore" || !("metricStat" in watched)) return false;
  const percentile = percentileOf(watched.metricStat.statistic);
  if (percentile === undefined) return false;
  const needed = 10 / (percentile >= 0.5 ? 1 - percentile : percentile);
  const counts = readMetric(store, { ...watched.metricStat, statistic: "SampleCount" }, range).points;
  const samples = [...counts.values()].reduce((sum, count) => sum + count, 0);
  // Without any sample, missing data decides.
  return samples > 0 && samples < needed;
}

function reasonData(alarm: MetricAlarm, datapoints: readonly EvaluatedDatapoint[], now: number): string {
  const real = datapoints.filter(({ value }) => value !== undefined).slice(-alarm.evaluationPeriods);
  const statistic = "metricStat" in alarm.watched ? alarm.watched.metricStat.statistic : undefined;
  return JSON.stringify({
    version: "1.0",
    queryDate: cloudWatchTime(now),
    ...(real[0] && { startDate: cloudWatchTime(real[0].time) }),
    ...(statistic !== undefined && { statistic }),
    period: alarm.periodSeconds,
    recentDatapoints: real.map(({ value }) => value),
    threshold: alarm.threshold,
    evaluatedDatapoints: real
      .toReversed()
      .map(({ time, value }) => ({ timestamp: cloudWatchTime(time), value })),
  });
}
