import * as v from "valibot";
import { AwsError } from "../aws-error.ts";
import { INVALID } from "./error-codes.ts";

/** A metric's value, whatever the wire, with what is no number among them: CloudWatch has its own words for that. */
export const metricValue = v.pipe(v.union([v.number(), v.nan(), v.string()]), v.transform(Number));

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
const MAXIMUM = 2 ** 360;

const SIZES = ["Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes"];
const BITS = ["Bits", "Kilobits", "Megabits", "Gigabits", "Terabits"];
const RATES = [...SIZES, ...BITS, "Count"].map((unit) => `${unit}/Second`);
const UNITS = [
  "Seconds",
  "Microseconds",
  "Milliseconds",
  ...SIZES,
  ...BITS,
  "Percent",
  "Count",
  ...RATES,
  "None",
];

/** @param parameter as a message names it: `MetricData.member.1.Value`. @throws AwsError */
export function checkValue(value: number, parameter: string): void {
  if (Math.abs(value) <= MAXIMUM) return;
  throw invalid(`The value ${value} for parameter ${parameter} is invalid.`);
}

/** @throws AwsError */
export function checkUnit(unit: string, parameter: string): void {
  if (UNITS.includes(unit)) return;
  throw invalid(`The parameter ${parameter} must be a value in the set [ ${UNITS.join(", ")} ].`);
}

function invalid(message: string): AwsError {
  return new AwsError(INVALID, 400, message);
}
