import type { AlarmState } from "../../events.ts";
import type { ComparisonOperator, ThresholdRule, TreatMissingData } from "./alarm.ts";

/** One period that an alarm has looked at. */
export interface EvaluatedDatapoint {
  /** The period's start, in milliseconds since the epoch. */
  readonly time: number;
  readonly value: number | undefined;
}

const COMPARISON: Readonly<Record<ComparisonOperator, string>> = {
  GreaterThanOrEqualToThreshold: "greater than or equal to",
  GreaterThanThreshold: "greater than",
  LessThanThreshold: "less than",
  LessThanOrEqualToThreshold: "less than or equal to",
};

const FILLED: Readonly<Record<TreatMissingData, string>> = {
  missing: "Missing",
  ignore: "Ignored",
  breaching: "Breaching",
  notBreaching: "NonBreaching",
};

/** Why an alarm is in a state, in CloudWatch's words. @param datapoints the evaluation range, the oldest first */
export function stateReason(
  rule: ThresholdRule,
  datapoints: readonly EvaluatedDatapoint[],
  state: AlarmState,
): string {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData, threshold, comparisonOperator } = rule;
  const newest = datapoints.toReversed();
  const real = newest.filter(({ value }) => value !== undefined).slice(0, evaluationPeriods);
  const missing = evaluationPeriods - real.length;
  if (state === "INSUFFICIENT_DATA") {
    return `Insufficient Data: ${counted(missing, "datapoint was unknown", "datapoints were unknown")}.`;
  }
  const filled = counted(missing, "missing datapoint was treated", "missing datapoints were treated");
  const filledAs = `${filled} as [${FILLED[treatMissingData]}]`;
  if (real.length === 0) {
    const periods = counted(evaluationPeriods, "period", "periods");
    return `Threshold Crossed: no datapoints were received for ${periods} and ${filledAs}.`;
  }
  const was = `${real.length === 1 ? "was" : "were"}${state === "ALARM" ? "" : " not"}`;
  const minimum =
    state === "ALARM" ? datapointsToAlarm : Math.max(1, evaluationPeriods - datapointsToAlarm + 1);
  const transition = state === "ALARM" ? "OK -> ALARM" : "ALARM -> OK";
  return (
    `Threshold Crossed: ${real.length} out of the last ${evaluationPeriods} datapoints [${real.map(described).join(", ")}] ` +
    `${was} ${COMPARISON[comparisonOperator]} the threshold (${decimal(threshold)})` +
    `${missing > 0 && treatMissingData !== "missing" ? ` and ${filledAs}` : ""}` +
    ` (minimum ${counted(minimum, "datapoint", "datapoints")} for ${transition} transition).`
  );
}

/** `[5.0 (31/12/25 23:59:00)]` */
function described({ time, value = 0 }: EvaluatedDatapoint): string {
  const [date = "", clock = ""] = new Date(time).toISOString().split("T");
  const [year = "", month, day] = date.split("-");
  return `${decimal(value)} (${day}/${month}/${year.slice(2)} ${clock.slice(0, 8)})`;
}

/** Java's way: always with a fraction. */
function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
