import type { Metric } from "../../telemetry/metrics/metric.ts";
import type { MetricStore } from "../../telemetry/metrics/metric-store.ts";
import { StatisticSet } from "../../telemetry/metrics/statistic-set.ts";

const MINUTE = 60_000;

/** How much a metric counted lately. */
export interface Count {
  readonly total: number;
  /** Sums of each minute, the oldest first; 0 where there was nothing. */
  readonly perMinute: readonly number[];
}

/** The last so many minutes, the one that runs included. @param now milliseconds since the epoch */
export function countOf(store: MetricStore, metric: Metric, now: number, minutes: number): Count {
  const to = now - (now % MINUTE) + MINUTE;
  const from = to - minutes * MINUTE;
  const periods = store.find(metric)?.periods(from, to, MINUTE) ?? new Map<number, StatisticSet>();
  const perMinute = Array.from(
    { length: minutes },
    (_, index) => periods.get(from + index * MINUTE)?.sum ?? 0,
  );
  return { total: perMinute.reduce((sum, value) => sum + value, 0), perMinute };
}

/** A percentile over the last so many minutes; undefined without data. */
export function percentileOf(
  store: MetricStore,
  metric: Metric,
  percent: number,
  now: number,
  minutes: number,
): number | undefined {
  const all = new StatisticSet();
  const periods = store.find(metric)?.periods(now - minutes * MINUTE, now + MINUTE, MINUTE) ?? new Map();
  for (const set of periods.values()) all.merge(set);
  return all.sampleCount === 0 ? undefined : all.percentile(percent);
}
