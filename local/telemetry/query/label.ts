import type { TimeSeries } from "./time-series.ts";

/**
 * Fills in the dynamic parts of a label; one that is not known stays as it is.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html
 */
export function labelled(label: string, series: TimeSeries): string {
  return label.replace(/\$\{([^}]*)\}/g, (part, name: string) => dynamicValue(name.trim(), series) ?? part);
}

function dynamicValue(name: string, { points, source }: TimeSeries): string | undefined {
  const values = [...points.values()];
  const [, property] = /^PROP\('([^']*)'\)$/.exec(name) ?? [];
  if (property !== undefined) {
    if (!source) return undefined;
    if (property === "MetricName") return source.metric.metricName;
    if (property === "Namespace") return source.metric.namespace;
    if (property === "Stat") return source.statistic;
    return property.startsWith("Dim.") ? source.metric.dimensions[property.slice("Dim.".length)] : undefined;
  }
  const reduce = Object.hasOwn(REDUCTIONS, name) ? REDUCTIONS[name] : undefined;
  if (!reduce) return undefined;
  return values.length === 0 ? "--" : String(Math.round(reduce(values) * 1000) / 1000);
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

const REDUCTIONS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  AVG: (values) => total(values) / values.length,
  DATAPOINT_COUNT: (values) => values.length,
  FIRST: ([first = Number.NaN]) => first,
  LAST: (values) => values.at(-1) ?? Number.NaN,
  MAX: (values) => Math.max(...values),
  MIN: (values) => Math.min(...values),
  SUM: total,
};
