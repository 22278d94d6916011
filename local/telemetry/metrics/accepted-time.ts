const HOUR_MS = 3_600_000;

/**
 * Whether CloudWatch takes a metric of this time: at most two weeks old, and two hours ahead. Both are in milliseconds.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
 */
export function isTimeTaken(time: number, now: number): boolean {
  return time >= now - 14 * 24 * HOUR_MS && time <= now + 2 * HOUR_MS;
}
