import { isList, isSeries, type TimeSeries, withPoints } from "../time-series.ts";
import { type MathFunction, type MathFunctions, wrongArgument } from "./math-function.ts";

type Reduce = (values: readonly number[]) => number;

const sum: Reduce = (values) => values.reduce((total, value) => total + value, 0);
const average: Reduce = (values) => sum(values) / values.length;
const deviation: Reduce = (values) => {
  const mean = average(values);
  return Math.sqrt(average(values.map((value) => (value - mean) ** 2)));
};

/**
 * Of one series, a number; of several, a series with one value for each time.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-functions
 */
export const aggregates: MathFunctions = {
  AVG: aggregate("AVG", average),
  MAX: aggregate("MAX", (values) => Math.max(...values)),
  MIN: aggregate("MIN", (values) => Math.min(...values)),
  STDDEV: aggregate("STDDEV", deviation),
  SUM: aggregate("SUM", sum),
};

function aggregate(name: string, reduce: Reduce): MathFunction {
  return ([first]) => {
    if (first === undefined || typeof first !== "object") throw wrongArgument(name);
    if (isSeries(first)) return reduce([...first.points.values()]);
    return isList(first) ? acrossSeries(first, name, reduce) : first;
  };
}

function acrossSeries(list: readonly TimeSeries[], name: string, reduce: Reduce): TimeSeries {
  const [first] = list;
  if (!first) return { label: name, periodMs: 60_000, points: new Map() };
  const values = new Map<number, number[]>();
  for (const { points } of list) {
    for (const [time, value] of points) values.set(time, [...(values.get(time) ?? []), value]);
  }
  const times = [...values].sort(([a], [b]) => a - b);
  const { source: _source, ...rest } = first;
  return withPoints(
    { ...rest, label: name },
    times.map(([time, all]) => [time, reduce(all)] as const),
  );
}
