import { ExpressionError } from "../../expressions/expression.ts";
import { aggregates } from "./aggregates.ts";
import type { MathFunction, MathFunctions } from "./math-function.ts";
import { conditional, pointFunctions } from "./point-functions.ts";
import { seriesFunctions } from "./series-functions.ts";

const FUNCTIONS: MathFunctions = {
  ...aggregates,
  ...pointFunctions,
  ...seriesFunctions,
  IF: conditional,
};

/** @throws ExpressionError naming a function that metric math has and the local cloud does not, or that nobody has */
export function mathFunction(name: string): MathFunction {
  const found = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (found) return found;
  const known = [...Object.keys(FUNCTIONS), "METRICS", "SEARCH"].sort().join(", ");
  throw new ExpressionError(`Function ${name} is not supported here. Use one of ${known}.`);
}
