import { ExpressionError } from "../expressions/expression.ts";

/** Compares a value of a log line with what a pattern asks for. */
export type Comparison = (actual: unknown) => boolean;

const NUMERIC: Readonly<Record<string, (actual: number, expected: number) => boolean>> = {
  "<": (actual, expected) => actual < expected,
  ">": (actual, expected) => actual > expected,
  "<=": (actual, expected) => actual <= expected,
  ">=": (actual, expected) => actual >= expected,
};

/**
 * `= "text"`, `!= 400`, `>= 1e3`, `= *wild*`. A line that lacks the value is unequal to anything, and matches no other.
 * @throws ExpressionError
 */
export function comparison(operator: string, operand: string): Comparison {
  if (operand.startsWith("%")) {
    throw new ExpressionError(`Regular expressions (${operand}) are not supported in filter patterns here.`);
  }
  const quoted = /^"(.*)"$/s.exec(operand)?.[1];
  const number = Number(operand);
  const numeric = Object.hasOwn(NUMERIC, operator) ? NUMERIC[operator] : undefined;
  if (numeric) {
    if (Number.isNaN(number))
      throw new ExpressionError(`"${operator} ${operand}" must compare with a number.`);
    return (actual) => isNumeric(actual) && numeric(Number(actual), number);
  }
  const equals =
    quoted === undefined && !Number.isNaN(number) ? numberIs(number, operand) : textIs(quoted ?? operand);
  return operator === "!=" ? (actual) => !equals(actual) : equals;
}

function isNumeric(value: unknown): boolean {
  return (
    typeof value === "number" || (typeof value === "string" && value !== "" && !Number.isNaN(Number(value)))
  );
}

function numberIs(number: number, text: string): Comparison {
  return (actual) => actual === number || actual === text || (isNumeric(actual) && Number(actual) === number);
}

function textIs(pattern: string): Comparison {
  if (!pattern.includes("*")) return (actual) => isScalar(actual) && String(actual) === pattern;
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const wild = new RegExp(`^${parts.join(".*")}$`, "s");
  return (actual) => isScalar(actual) && wild.test(String(actual));
}

function isScalar(value: unknown): boolean {
  return value !== null && value !== undefined && typeof value !== "object";
}
