import type { AlarmState } from "../../events.ts";
import type { ComparisonOperator, ThresholdRule } from "./alarm.ts";

/** The value of one period; undefined where there is no data. */
export type Datapoint = number | undefined;

const BREACHES: Readonly<Record<ComparisonOperator, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/** How many periods are looked at, in case that some of the last ones have no data: two more, as in CloudWatch's tables. */
export function evaluationRange({ evaluationPeriods }: ThresholdRule): number {
  return evaluationPeriods + 2;
}

/**
 * The state that the last data points ask for. Real ones count first, however old within the range; only what is then
 * missing is filled in as the alarm says.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 * @param datapoints the evaluation range, the oldest first
 */
export function thresholdState(
  rule: ThresholdRule,
  datapoints: readonly Datapoint[],
  current: AlarmState,
): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData, threshold, comparisonOperator } = rule;
  const breaches = (value: number) => BREACHES[comparisonOperator](value, threshold);
  const real = datapoints.filter((value) => value !== undefined).slice(-evaluationPeriods);
  const breaching = real.filter(breaches).length;
  const missing = evaluationPeriods - real.length;
  if (breaching >= datapointsToAlarm) return "ALARM";
  if (treatMissingData === "notBreaching") return "OK";
  if (treatMissingData === "breaching") return breaching + missing >= datapointsToAlarm ? "ALARM" : "OK";
  if (breaching < real.length) return "OK";
  if (treatMissingData === "ignore") return current;
  if (real.length === 0) return "INSUFFICIENT_DATA";
  // Nothing but breaches and gaps: an alarm, unless the first breach is so young that it may be the only one.
  const oldest = datapoints.findIndex((value) => value !== undefined);
  return datapoints.length - oldest >= datapointsToAlarm ? "ALARM" : current;
}
