import type { ComparisonOperator, MetricAlarm, TreatMissingData } from "../../telemetry/alarms/alarm.ts";
import type { AlarmStatus } from "../../telemetry/alarms/alarm-status.ts";

interface Comparison {
  readonly sign: string;
  readonly words: string;
  breaches(value: number, threshold: number): boolean;
}

/** How each operator compares, and how people write it. */
export const COMPARISON_SIGN: Readonly<Record<ComparisonOperator, Comparison>> = {
  GreaterThanThreshold: { sign: ">", words: "above", breaches: (value, threshold) => value > threshold },
  GreaterThanOrEqualToThreshold: {
    sign: "≥",
    words: "at or above",
    breaches: (value, threshold) => value >= threshold,
  },
  LessThanThreshold: { sign: "<", words: "below", breaches: (value, threshold) => value < threshold },
  LessThanOrEqualToThreshold: {
    sign: "≤",
    words: "at or below",
    breaches: (value, threshold) => value <= threshold,
  },
};

const MISSING: Readonly<Record<TreatMissingData, string>> = {
  missing: "which leaves the alarm without data",
  ignore: "which leaves the state as it is",
  breaching: "which counts as a breach",
  notBreaching: "which counts as no breach",
};

/** Why an alarm is quiet, or is not, in a sentence or two with the numbers that decided. */
export function explanation({ alarm, datapoints, unsupported, reason }: AlarmStatus): string {
  if (unsupported !== undefined) return `It is not evaluated here: ${unsupported}`;
  if (alarm.kind === "composite") return reason;
  if (datapoints.length === 0) return "It has not been evaluated yet: that happens every 10 seconds.";
  const recent = datapoints.slice(-alarm.evaluationPeriods);
  const values = recent.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const missing = recent.length - values.length;
  const sentences = [breachesSentence(alarm, values)];
  if (missing > 0) {
    const periods = missing === 1 ? "One period had" : `${missing} periods had`;
    sentences.push(`${periods} no data, ${MISSING[alarm.treatMissingData]}.`);
  }
  return sentences.join(" ");
}

function breachesSentence(alarm: MetricAlarm, values: readonly number[]): string {
  const { comparisonOperator, threshold, evaluationPeriods, datapointsToAlarm } = alarm;
  const { words, breaches } = COMPARISON_SIGN[comparisonOperator];
  const count = values.filter((value) => breaches(value, threshold)).length;
  const number = count === 0 ? "None" : String(count);
  return `${number} of the last ${evaluationPeriods} periods ${count === 1 ? "was" : "were"} ${words} ${threshold}; it takes ${datapointsToAlarm}.`;
}
