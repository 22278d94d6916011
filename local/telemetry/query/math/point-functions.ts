import { mapPoints, type TimeSeries, withPoints } from "../time-series.ts";
import { type MathFunction, type MathFunctions, perSeries, wrongArgument } from "./math-function.ts";

/** Functions that change points one by one, or by the point before. */
export const pointFunctions: MathFunctions = {
  ABS: eachPoint("ABS", Math.abs),
  CEIL: eachPoint("CEIL", Math.ceil),
  FLOOR: eachPoint("FLOOR", Math.floor),
  LOG: eachPoint("LOG", Math.log),
  LOG10: eachPoint("LOG10", Math.log10),
  DIFF: withPrevious("DIFF", (value, before) => value - before),
  DIFF_TIME: withPrevious("DIFF_TIME", (_value, _before, seconds) => seconds),
  RATE: withPrevious("RATE", (value, before, seconds) => (value - before) / seconds),
  RUNNING_SUM: perSeries("RUNNING_SUM", runningSum),
};

function eachPoint(name: string, change: (value: number) => number): MathFunction {
  const ofSeries = perSeries(name, (series) => mapPoints(series, change));
  return (args, context) => {
    const [first] = args;
    return typeof first === "number" ? change(first) : ofSeries(args, context);
  };
}

function withPrevious(
  name: string,
  change: (value: number, before: number, seconds: number) => number,
): MathFunction {
  return perSeries(name, (series) => {
    const points = [...series.points];
    const changed = points.slice(1).map(([time, value], index) => {
      const [timeBefore, before] = points[index] ?? [time, value];
      return [time, change(value, before, (time - timeBefore) / 1000)] as const;
    });
    return withPoints(series, changed);
  });
}

function runningSum(series: TimeSeries): TimeSeries {
  let total = 0;
  return mapPoints(series, (value) => {
    total += value;
    return total;
  });
}

/** `IF(condition, whenTrue, whenFalse)`, for each time that the condition has. */
export const conditional: MathFunction = ([condition, whenTrue, whenFalse]) => {
  if (condition === undefined || whenTrue === undefined || typeof condition === "string")
    throw wrongArgument("IF");
  if (typeof condition === "number") {
    const chosen = condition !== 0 ? whenTrue : whenFalse;
    if (chosen === undefined) throw wrongArgument("IF");
    return chosen;
  }
  const at = (branch: typeof whenFalse, time: number): number => {
    if (branch === undefined) return Number.NaN;
    if (typeof branch === "number") return branch;
    if (typeof branch === "string" || Array.isArray(branch)) throw wrongArgument("IF");
    return (branch as TimeSeries).points.get(time) ?? Number.NaN;
  };
  const choose = (series: TimeSeries): TimeSeries =>
    withPoints(
      series,
      [...series.points].map(
        ([time, value]) => [time, at(value !== 0 ? whenTrue : whenFalse, time)] as const,
      ),
    );
  return Array.isArray(condition) ? condition.map(choose) : choose(condition as TimeSeries);
};
