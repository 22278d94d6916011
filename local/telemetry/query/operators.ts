import { ExpressionError } from "../expressions/expression.ts";
import { isList, isSeries, mapPoints, type TimeSeries, type Value, withPoints } from "./time-series.ts";

type Operation = (left: number, right: number) => number;

const truth = (holds: boolean) => (holds ? 1 : 0);
const and: Operation = (left, right) => truth(left !== 0 && right !== 0);
const or: Operation = (left, right) => truth(left !== 0 || right !== 0);

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "^": (left, right) => left ** right,
  "==": (left, right) => truth(left === right),
  "!=": (left, right) => truth(left !== right),
  "<": (left, right) => truth(left < right),
  ">": (left, right) => truth(left > right),
  "<=": (left, right) => truth(left <= right),
  ">=": (left, right) => truth(left >= right),
  "&&": and,
  AND: and,
  "||": or,
  OR: or,
};

/**
 * `left operator right`, point by point: of two series only the times that both have; of a list each series.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax
 * @throws ExpressionError
 */
export function binary(operator: string, left: Value, right: Value): Value {
  const operation = Object.hasOwn(OPERATIONS, operator) ? OPERATIONS[operator] : undefined;
  if (!operation || typeof left === "string" || typeof right === "string") {
    throw new ExpressionError(`Operator "${operator}" is not supported between these operands.`);
  }
  return combined(operation, operator, left, right);
}

export function unary(operator: string, operand: Value): Value {
  if (operator === "-") return binary("*", operand, -1);
  if (operator === "+") return operand;
  return binary("==", operand, 0);
}

type Operand = Exclude<Value, string>;

function combined(operation: Operation, operator: string, left: Operand, right: Operand): Operand {
  if (isList(left) && isList(right)) {
    throw new ExpressionError(`Operator "${operator}" is not supported between two lists of series.`);
  }
  if (isList(left)) return left.map((each) => seriesOf(combined(operation, operator, each, right)));
  if (isList(right)) return right.map((each) => seriesOf(combined(operation, operator, left, each)));
  if (isSeries(left) && isSeries(right)) return joined(operation, left, right);
  if (isSeries(left)) return mapPoints(left, (value) => operation(value, Number(right)));
  if (isSeries(right)) return mapPoints(right, (value) => operation(Number(left), value));
  return operation(left, right);
}

function joined(operation: Operation, left: TimeSeries, right: TimeSeries): TimeSeries {
  const points: [number, number][] = [];
  for (const [time, value] of left.points) {
    const other = right.points.get(time);
    if (other !== undefined) points.push([time, operation(value, other)]);
  }
  return withPoints(left, points);
}

function seriesOf(value: Value): TimeSeries {
  if (!isSeries(value)) throw new ExpressionError("A list of series must hold series alone.");
  return value;
}
