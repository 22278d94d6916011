import * as v from "valibot";
import { isTimeTaken } from "../../telemetry/metrics/accepted-time.ts";
import type { MetricStore } from "../../telemetry/metrics/metric-store.ts";
import { AwsError } from "../aws-error.ts";
import { list, number, timestamp } from "../protocols/input-schemas.ts";
import { INVALID } from "./error-codes.ts";
import { metric, metricOf } from "./metric-inputs.ts";
import { checkUnit, checkValue, metricValue } from "./metric-values.ts";

const Datum = v.object({
  MetricName: metric.MetricName,
  Dimensions: metric.Dimensions,
  Timestamp: v.optional(timestamp),
  Value: v.optional(metricValue),
  Values: list(metricValue),
  Counts: list(number),
  Unit: v.optional(v.string()),
  StorageResolution: v.optional(number),
  StatisticValues: v.optional(v.undefined("statistic sets are not supported here: send Value or Values")),
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export const PutMetricData = v.object({
  Namespace: v.pipe(v.string(), v.minLength(1)),
  MetricData: list(Datum),
});

export function putMetricData(
  store: MetricStore,
  { Namespace, MetricData }: v.InferOutput<typeof PutMetricData>,
  now: () => number,
): object {
  if (Namespace.startsWith("AWS/")) {
    throw new AwsError(INVALID, 400, "The value AWS/ for parameter Namespace is invalid.");
  }
  // One that is wrong refuses all.
  for (const [index, datum] of MetricData.entries()) {
    checkDatum(datum, `MetricData.member.${index + 1}`, now());
  }
  for (const datum of MetricData) {
    const { Timestamp = now(), Value, Values, Counts, Unit, StorageResolution } = datum;
    const options = { ...(Unit !== undefined && { unit: Unit }), highResolution: StorageResolution === 1 };
    const series = store.series(metricOf({ ...datum, Namespace }), options);
    const values = Value === undefined ? Values : [Value];
    for (const [index, value] of values.entries()) series.record(Timestamp, value, Counts[index] ?? 1);
  }
  return {};
}

/** @throws AwsError */
function checkDatum(
  { Timestamp, Value, Values, Unit }: v.InferOutput<typeof Datum>,
  name: string,
  now: number,
): void {
  if (Timestamp !== undefined && !isTimeTaken(Timestamp, now)) {
    const message = `The value ${new Date(Timestamp).toISOString()} for parameter Timestamp must be at most two weeks old and two hours ahead.`;
    throw new AwsError(INVALID, 400, message);
  }
  if (Value !== undefined) checkValue(Value, `${name}.Value`);
  for (const [index, value] of Values.entries()) checkValue(value, `${name}.Values.member.${index + 1}`);
  if (Unit !== undefined) checkUnit(Unit, `${name}.Unit`);
}
