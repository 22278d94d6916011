import type { Metric } from "../metrics/metric.ts";

/** A metric, its statistic, and the period over which that is taken. */
export interface MetricStat {
  readonly metric: Metric;
  readonly periodSeconds: number;
  /** `Sum`, `p99`, … */
  readonly statistic: string;
}

/**
 * One line of a query: a metric, or an expression over other lines.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export interface MetricDataQuery {
  /** By which expressions refer to it. */
  readonly id: string;
  /** May have dynamic parts: `${LAST}`. Default: the metric's name, or the expression. */
  readonly label?: string;
  /** Default: true. */
  readonly returnData?: boolean;
  readonly metricStat?: MetricStat;
  readonly expression?: string;
  /** Period of an expression that brings its own series; default 60 seconds. */
  readonly periodSeconds?: number;
}
