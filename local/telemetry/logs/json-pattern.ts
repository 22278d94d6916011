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
  const holds = parseCondition<LogLine>(inner, { test: TEST, compile });
  return (line) => holds(line) && line.json !== undefined;
}

function compile([
  ,
  selector = "$",
  word,
  operator = "=",
  operand = "",
]: RegExpExecArray): Condition<LogLine> {
  const select: Selector = jsonSelector(selector);
  const test = word === undefined ? comparison(operator, operand) : WORDS[word.replace(/\s+/, " ")];
  if (!test) throw new ExpressionError(`"${word}" is not supported in filter patterns here.`);
  const text = word === undefined && operator === "=" ? plainText(operand) : undefined;
  if (text === undefined) return ({ json }) => test(select(json));
  return (line) => mayHave(line.message, text) && test(select(line.json));
}

/** What a line must have in it to be equal to an operand; undefined for what JSON can write in several ways. */
function plainText(operand: string): string | undefined {
  const text = /^("?)([A-Za-z][\w ./:-]*)\1$/.exec(operand)?.[2];
  return text !== undefined && Number.isNaN(Number(text)) ? text : undefined;
}

/** Whether to parse a line at all: errors are looked for in every line, and few have one. A backslash can hide letters. */
function mayHave(message: string, text: string): boolean {
  return message.includes(text) || message.includes("\\");
}
