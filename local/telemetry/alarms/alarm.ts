import type { AlarmState } from "../../events.ts";
import type { MetricDataQuery, MetricStat } from "../query/metric-data-query.ts";

/** What every alarm has. */
interface AlarmBasics {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly actionsEnabled: boolean;
  /** ARNs to tell, by the state that was entered. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
}

export type ComparisonOperator =
  | "GreaterThanOrEqualToThreshold"
  | "GreaterThanThreshold"
  | "LessThanThreshold"
  | "LessThanOrEqualToThreshold";

export type TreatMissingData = "missing" | "ignore" | "breaching" | "notBreaching";

/** When the values of a metric are too much. */
export interface ThresholdRule {
  readonly comparisonOperator: ComparisonOperator;
  readonly threshold: number;
  /** N: how many data points count. */
  readonly evaluationPeriods: number;
  /** M: how many of them must breach. */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: TreatMissingData;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
export interface MetricAlarm extends AlarmBasics, ThresholdRule {
  readonly kind: "metric";
  readonly periodSeconds: number;
  /** One metric, or the lines of an expression of which exactly one is watched. */
  readonly watched: { readonly metricStat: MetricStat } | { readonly queries: readonly MetricDataQuery[] };
  /** `ignore` keeps the state while a percentile has too few samples to say anything. Default: evaluate. */
  readonly lowSamplePercentiles?: "evaluate" | "ignore";
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_CompositeAlarm.html */
export interface CompositeAlarm extends AlarmBasics {
  readonly kind: "composite";
  readonly rule: string;
}

export type Alarm = MetricAlarm | CompositeAlarm;
