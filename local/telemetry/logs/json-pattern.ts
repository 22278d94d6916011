import { type Condition, parseCondition } from "../expressions/condition.ts";
import { ExpressionError } from "../expressions/expression.ts";
import { comparison } from "./comparison.ts";
import { jsonSelector, type Selector } from "./json-selector.ts";
import type { LogLine } from "./log-line.ts";

/** A selector, then a comparison or one of the words about its value. */
const TEST =
  /\s*(\$(?:\[[^\]]*\]|[^\s=<>!&|()[])+)\s*(?:(IS\s+NULL|IS\s+TRUE|IS\s+FALSE|NOT\s+EXISTS|EXISTS)\b|(!=|<=|>=|=|<|>)\s*("(?:[^"\\]|\\.)*"|%[^%]*%|[^\s&|()]+))\s*/y;

const WORDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  "IS NULL": (value) => value === null,
  "IS TRUE": (value) => value === true,
  "IS FALSE": (value) => value === false,
  "NOT EXISTS": (value) => value === undefined,
  EXISTS: (value) => value !== undefined,
};

/**
 * `{ ($.level = "ERROR") && ($.status >= 500) }`; a line that is no JSON object never matches.
 * @throws ExpressionError
 */
export function jsonPattern(pattern: string): Condition<LogLine> {
  const [, inner] = /^\{(.*)\}$/s.exec(pattern) ?? [];
  if (inner === undefined) throw new ExpressionError(`Filter pattern "${pattern}" must end with a brace.`);
  const holds = parseCondition<unknown>(inner, { test: TEST, compile });
  return ({ json }) => json !== undefined && holds(json);
}

function compile([
  ,
  selector = "$",
  word,
  operator = "=",
  operand = "",
]: RegExpExecArray): Condition<unknown> {
  const select: Selector = jsonSelector(selector);
  const test = word === undefined ? comparison(operator, operand) : WORDS[word.replace(/\s+/, " ")];
  if (!test) throw new ExpressionError(`"${word}" is not supported in filter patterns here.`);
  return (json) => test(select(json));
}
