/** Names and values that tell one metric from another of the same name. */
export type Dimensions = Readonly<Record<string, string>>;

/** What identifies a metric: another set of dimensions is another metric, as in CloudWatch. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Dimensions;
}

/** A text that is equal for equal metrics, in whatever order their dimensions were written. */
export function metricKey({ namespace, metricName, dimensions }: Metric): string {
  const names = Object.keys(dimensions);
  if (names.length > 1) names.sort();
  let key = `${namespace}\0${metricName}`;
  for (const name of names) key += `\0${name}\0${dimensions[name]}`;
  return key;
}
