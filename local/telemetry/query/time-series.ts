import type { Metric } from "../metrics/metric.ts";
import { firstPeriod } from "../metrics/metric-series.ts";

/** Values at points in time, as a query gives them. */
export interface TimeSeries {
  readonly label: string;
  readonly periodMs: number;
  /** In ascending order, by the period's start in milliseconds since the epoch. */
  readonly points: ReadonlyMap<number, number>;
  /** The metric and the statistic that it comes from; absent for the result of an expression. */
  readonly source?: { readonly metric: Metric; readonly statistic: string };
}

/** What an expression can come to: a number, a text (an argument only), a series, or several. */
export type Value = number | string | TimeSeries | readonly TimeSeries[];

/** The time that a query is about. */
export interface TimeRange {
  /** Milliseconds since the epoch, included. */
  readonly from: number;
  /** Excluded. */
  readonly to: number;
}

export function isList(value: Value): value is readonly TimeSeries[] {
  return Array.isArray(value);
}

export function isSeries(value: Value): value is TimeSeries {
  return typeof value === "object" && !isList(value);
}

/** The same series with other points; what is no number is no point, as in CloudWatch. */
export function withPoints(series: TimeSeries, points: Iterable<readonly [number, number]>): TimeSeries {
  const finite = [...points].filter(([, value]) => Number.isFinite(value));
  return { ...series, points: new Map(finite) };
}

/** Each point by itself. */
export function mapPoints(series: TimeSeries, change: (value: number) => number): TimeSeries {
  return withPoints(
    series,
    [...series.points].map(([time, value]) => [time, change(value)] as const),
  );
}

/** The starts of all periods in a range. */
export function* periodStarts({ from, to }: TimeRange, periodMs: number): Generator<number> {
  for (let start = firstPeriod(from, periodMs); start < to; start += periodMs) yield start;
}
