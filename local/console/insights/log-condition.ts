import { type Condition, parseCondition } from "../../telemetry/expressions/condition.ts";
import { ExpressionError } from "../../telemetry/expressions/expression.ts";
import type { FieldValue, LogRecord } from "./log-record.ts";

const FIELD = String.raw`(?:\x60[^\x60]+\x60|[@\w.]+)`;
const VALUE = String.raw`"(?:[^"\\]|\\.)*"|'[^']*'|-?\d+(?:\.\d+)?|true|false`;
const TEST = new RegExp(
  String.raw`\s*(?:ispresent\(\s*(${FIELD})\s*\)|(${FIELD})\s*(not\s+like|like|=~|not\s+in|in|!=|<=|>=|=|<|>)\s*(\/(?:[^/\\]|\\.)*\/|${VALUE}|\[[^\]]*\]))\s*`,
  "iy",
);
/** Quoted texts and patterns stay as they are; connectives may be in lower case. */
const CONNECTIVE = /("(?:[^"\\]|\\.)*"|'[^']*'|\/(?:[^/\\]|\\.)*\/)|\b(and|or|not)\b(?!\s+(?:like|in)\b)/gi;

/**
 * The condition of a `filter` command.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Filter.html
 * @throws ExpressionError naming what is not supported
 */
export function logCondition(text: string): Condition<LogRecord> {
  const upper = text.replace(CONNECTIVE, (all, quoted: string | undefined) => quoted ?? all.toUpperCase());
  return parseCondition<LogRecord>(upper, { test: TEST, compile });
}

function compile([
  ,
  present,
  field = "",
  operator = "",
  operand = "",
]: RegExpExecArray): Condition<LogRecord> {
  if (present !== undefined) return (record) => record(fieldName(present)) !== undefined;
  const name = fieldName(field);
  const comparison = comparisonOf(operator.toLowerCase().replace(/\s+/, " "), operand);
  return (record) => comparison(record(name));
}

function comparisonOf(operator: string, operand: string): (value: FieldValue) => boolean {
  switch (operator) {
    case "like":
    case "=~":
      return like(operand);
    case "not like":
      return not(like(operand));
    case "in":
      return among(operand);
    case "not in":
      return not(among(operand));
    case "=":
      return (value) => String(value) === String(literal(operand));
    case "!=":
      return (value) => String(value) !== String(literal(operand));
    default:
      return ordered(operator, Number(literal(operand)));
  }
}

function ordered(operator: string, limit: number): (value: FieldValue) => boolean {
  switch (operator) {
    case "<":
      return (value) => Number(value) < limit;
    case "<=":
      return (value) => Number(value) <= limit;
    case ">":
      return (value) => Number(value) > limit;
    default:
      return (value) => Number(value) >= limit;
  }
}

function like(operand: string): (value: FieldValue) => boolean {
  if (!operand.startsWith("/")) {
    const part = String(literal(operand));
    return (value) => value !== undefined && String(value).includes(part);
  }
  const source = operand.slice(1, -1);
  const pattern = source.startsWith("(?i)")
    ? regularExpression(source.slice(4), "i")
    : regularExpression(source, "");
  return (value) => value !== undefined && pattern.test(String(value));
}

function regularExpression(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new ExpressionError(`The pattern /${source}/ can't be read: ${(error as Error).message}.`);
  }
}

function among(operand: string): (value: FieldValue) => boolean {
  const values = (operand.match(new RegExp(VALUE, "gi")) ?? []).map((value) => String(literal(value)));
  return (value) => values.includes(String(value));
}

function not(test: (value: FieldValue) => boolean): (value: FieldValue) => boolean {
  return (value) => !test(value);
}

/** A field's name without the backticks that special characters need. */
export function fieldName(text: string): string {
  return text.replace(/^`(.*)`$/s, "$1");
}

function literal(text: string): string | number {
  if (/^["']/.test(text)) return text.slice(1, -1).replace(/\\(.)/g, "$1");
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}
