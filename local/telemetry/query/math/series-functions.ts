import {
  isList,
  isSeries,
  periodStarts,
  type TimeRange,
  type TimeSeries,
  type Value,
  withPoints,
} from "../time-series.ts";
import { type MathFunction, type MathFunctions, perSeries, wrongArgument } from "./math-function.ts";

/** Functions about whole series: what they lack, how long they are, in which order they come. */
export const seriesFunctions: MathFunctions = {
  DATAPOINT_COUNT: perSeries("DATAPOINT_COUNT", ({ points }) => points.size),
  FILL: perSeries("FILL", (series, [filler], { range }) => fill(series, filler, range)),
  FIRST: pick("FIRST", (list) => list[0]),
  LAST: pick("LAST", (list) => list.at(-1)),
  METRIC_COUNT: ([list]) => (list !== undefined && isList(list) ? list.length : 1),
  PERIOD: perSeries("PERIOD", ({ periodMs }) => periodMs / 1000),
  REMOVE_EMPTY: ([list]) => {
    if (list === undefined || !isList(list)) throw wrongArgument("REMOVE_EMPTY");
    return list.filter(({ points }) => points.size > 0);
  },
  SLICE: ([list, from, to]) => {
    if (list === undefined || !isList(list) || typeof from !== "number") throw wrongArgument("SLICE");
    return list.slice(from, typeof to === "number" ? to : undefined);
  },
  SORT: sort,
  TIME_SERIES: ([value], { range, periodMs }) => {
    if (typeof value !== "number") throw wrongArgument("TIME_SERIES");
    const empty = { label: String(value), periodMs, points: new Map() };
    return withPoints(
      empty,
      [...periodStarts(range, periodMs)].map((time) => [time, value] as const),
    );
  },
};

function pick(name: string, choose: (list: readonly TimeSeries[]) => TimeSeries | undefined): MathFunction {
  return ([list]) => {
    if (list === undefined || typeof list !== "object") throw wrongArgument(name);
    if (isSeries(list)) {
      const values = [...list.points.values()];
      return (name === "FIRST" ? values[0] : values.at(-1)) ?? Number.NaN;
    }
    return choose(isList(list) ? list : []) ?? { label: name, periodMs: 60_000, points: new Map() };
  };
}

/** Every period of the range that has no value gets a number, or the value before (REPEAT), or a line (LINEAR). */
function fill(series: TimeSeries, filler: Value | undefined, range: TimeRange): TimeSeries {
  const { points, periodMs } = series;
  if (typeof filler === "number") {
    const starts = [...periodStarts(range, periodMs)];
    return withPoints(
      series,
      starts.map((time) => [time, points.get(time) ?? filler] as const),
    );
  }
  if (filler !== "REPEAT" && filler !== "LINEAR") throw wrongArgument("FILL");
  const known = [...points];
  const filled: [number, number][] = [];
  for (const [index, [time, value]] of known.entries()) {
    filled.push([time, value]);
    const [nextTime, nextValue] = known[index + 1] ?? [filler === "REPEAT" ? range.to : time, value];
    const slope = filler === "LINEAR" ? (nextValue - value) / (nextTime - time) : 0;
    for (let gap = time + periodMs; gap < nextTime; gap += periodMs) {
      filled.push([gap, value + slope * (gap - time)]);
    }
  }
  return withPoints(series, filled);
}

/** `SORT(list, AVG | MIN | MAX | SUM, ASC | DESC, count)` */
function sort([list, by, direction, count]: readonly Value[]): Value {
  if (list === undefined || !isList(list)) throw wrongArgument("SORT");
  const measure = typeof by === "string" ? MEASURES[by] : undefined;
  if (!measure || (direction !== "ASC" && direction !== "DESC")) throw wrongArgument("SORT");
  const sign = direction === "ASC" ? 1 : -1;
  const sorted = list.toSorted(
    (a, b) => sign * (measure([...a.points.values()]) - measure([...b.points.values()])),
  );
  return sorted.slice(0, typeof count === "number" ? count : undefined);
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

const MEASURES: Readonly<Record<string, (values: readonly number[]) => number>> = {
  AVG: (values) => total(values) / values.length,
  MAX: (values) => Math.max(...values),
  MIN: (values) => Math.min(...values),
  SUM: total,
};
