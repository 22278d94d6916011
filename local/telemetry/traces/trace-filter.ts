import { type Condition, parseCondition } from "../expressions/condition.ts";
import { ExpressionError } from "../expressions/expression.ts";
import type { TraceSummary } from "./trace-summary.ts";

const TEST =
  /\s*([A-Za-z][\w.]*)(?:\[\s*"?([^"\]]+)"?\s*\])?(\([^()]*(?:\([^()]*\)[^()]*)*\))?\s*(?:(=|!=|<=|>=|<|>|CONTAINS\b|BEGINSWITH\b|ENDSWITH\b)\s*("(?:[^"\\]|\\.)*"|[^\s()]+))?\s*/iy;

type Value = string | number | boolean;
type Operator = (actual: Value, expected: Value) => boolean;

const OPERATORS: Readonly<Record<string, Operator>> = {
  "=": (actual, expected) => String(actual) === String(expected),
  "!=": (actual, expected) => String(actual) !== String(expected),
  "<": (actual, expected) => Number(actual) < Number(expected),
  "<=": (actual, expected) => Number(actual) <= Number(expected),
  ">": (actual, expected) => Number(actual) > Number(expected),
  ">=": (actual, expected) => Number(actual) >= Number(expected),
  CONTAINS: (actual, expected) => String(actual).includes(String(expected)),
  BEGINSWITH: (actual, expected) => String(actual).startsWith(String(expected)),
  ENDSWITH: (actual, expected) => String(actual).endsWith(String(expected)),
};

const BOOLEANS: Readonly<Record<string, (trace: TraceSummary) => boolean>> = {
  ok: ({ hasError, hasFault, hasThrottle }) => !hasError && !hasFault && !hasThrottle,
  error: ({ hasError }) => hasError,
  fault: ({ hasFault }) => hasFault,
  throttle: ({ hasThrottle }) => hasThrottle,
  partial: ({ isPartial }) => isPartial,
};

const VALUES: Readonly<Record<string, (trace: TraceSummary) => Value | undefined>> = {
  responsetime: ({ responseTime }) => responseTime,
  duration: ({ duration }) => duration,
  "http.status": ({ http }) => http.status,
  "http.method": ({ http }) => http.method,
  "http.url": ({ http }) => http.url,
  "http.useragent": ({ http }) => http.userAgent,
  "http.clientip": ({ http }) => http.clientIp,
};

/**
 * X-Ray's filter expressions, without `edge` and filters in braces:
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html
 * @throws ExpressionError naming what is not supported
 */
export function traceFilter(expression: string): Condition<TraceSummary> {
  if (expression.includes("{"))
    throw new ExpressionError("Filters in braces are not supported in trace filters here.");
  return parseCondition<TraceSummary>(expression, { test: TEST, compile });
}

function compile([, keyword = "", key, call, operator, operand]: RegExpExecArray): Condition<TraceSummary> {
  const name = keyword.toLowerCase();
  if (call !== undefined) return serviceCondition(name, call);
  if (operator === undefined || operand === undefined) return presence(name, keyword, key);
  const compare = OPERATORS[operator.toUpperCase()];
  const expected = literal(operand);
  if (!compare) throw unsupported(operator);
  const flag = Object.hasOwn(BOOLEANS, name) ? BOOLEANS[name] : undefined;
  if (flag) return (trace) => compare(flag(trace), expected);
  const annotation = annotationKey(keyword, key);
  if (annotation !== undefined) {
    return ({ annotations }) =>
      (annotations.get(annotation) ?? []).some(({ value }) => compare(value, expected));
  }
  const select = Object.hasOwn(VALUES, name) ? VALUES[name] : undefined;
  if (!select) throw unsupported(keyword);
  return (trace) => {
    const actual = select(trace);
    return actual !== undefined && compare(actual, expected);
  };
}

/** A keyword alone: a boolean one, or one that must have a value. */
function presence(name: string, keyword: string, key: string | undefined): Condition<TraceSummary> {
  const flag = Object.hasOwn(BOOLEANS, name) ? BOOLEANS[name] : undefined;
  if (flag) return flag;
  const annotation = annotationKey(keyword, key);
  if (annotation !== undefined) return ({ annotations }) => annotations.has(annotation);
  const select = Object.hasOwn(VALUES, name) ? VALUES[name] : undefined;
  if (!select) throw unsupported(keyword);
  return (trace) => select(trace) !== undefined;
}

/** `service("name")` and `service(id(name: "name", type: "type"))`. */
function serviceCondition(keyword: string, call: string): Condition<TraceSummary> {
  if (keyword !== "service") throw unsupported(`${keyword}${call}`);
  const [, simple] = /^\(\s*(?:"([^"]*)")?\s*\)$/.exec(call) ?? [];
  if (simple !== undefined) return ({ services }) => services.some(({ name }) => name === simple);
  const [, name] = /\bname\s*:\s*"([^"]*)"/.exec(call) ?? [];
  const [, type] = /\btype\s*:\s*"([^"]*)"/.exec(call) ?? [];
  if (name === undefined && type === undefined) throw unsupported(`${keyword}${call}`);
  return ({ services }) =>
    services.some(
      (service) =>
        (name === undefined || service.name === name) && (type === undefined || service.type === type),
    );
}

/** `annotation.key` or `annotation[key]`. */
function annotationKey(keyword: string, key: string | undefined): string | undefined {
  if (/^annotation$/i.test(keyword)) return key;
  return /^annotation\.(.+)$/i.exec(keyword)?.[1];
}

function literal(text: string): Value {
  if (text.startsWith('"')) return text.slice(1, -1).replace(/\\(.)/g, "$1");
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

function unsupported(what: string): ExpressionError {
  return new ExpressionError(`"${what}" is not supported in trace filters here.`);
}
