import { ExpressionError } from "../../expressions/expression.ts";
import { isList, isSeries, type TimeRange, type TimeSeries, type Value } from "../time-series.ts";

/** What a function knows beside its arguments. */
export interface FunctionContext {
  readonly range: TimeRange;
  /** Period of a series that is made from nothing, in milliseconds. */
  readonly periodMs: number;
}

/** A function of metric math. @throws ExpressionError when its arguments are of another kind */
export type MathFunction = (args: readonly Value[], context: FunctionContext) => Value;

/** Functions by name. */
export type MathFunctions = Readonly<Record<string, MathFunction>>;

/** A function that is applied to a series, or to each series of a list. */
export function perSeries(
  name: string,
  apply: (series: TimeSeries, rest: readonly Value[], context: FunctionContext) => TimeSeries | number,
): MathFunction {
  return ([first, ...rest], context) => {
    if (first === undefined || typeof first === "string") throw wrongArgument(name);
    if (isList(first)) {
      return first.map((series) => {
        const result = apply(series, rest, context);
        return typeof result === "number" ? constant(series, result) : result;
      });
    }
    if (isSeries(first)) return apply(first, rest, context);
    throw wrongArgument(name);
  };
}

export function wrongArgument(name: string): ExpressionError {
  return new ExpressionError(`Function ${name} is not supported with these arguments.`);
}

/** A series with one value at each of its times. */
function constant(series: TimeSeries, value: number): TimeSeries {
  return { ...series, points: new Map([...series.points.keys()].map((time) => [time, value])) };
}
