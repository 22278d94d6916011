import { type Condition, parseCondition } from "../expressions/condition.ts";
import { ExpressionError } from "../expressions/expression.ts";
import type { Metric } from "../metrics/metric.ts";

/** `Key="exact"`, `Key=part`, `Key=("a" OR "b")`, or a term alone, which may be in any part of the metric. */
const TEST = /\s*(?:([\w:.]+)\s*=\s*(\([^()]*\)|"[^"]*"|[^\s()"]+)|"([^"]*)"|([^\s()"]+))\s*/y;

/**
 * The first argument of SEARCH: `{Namespace,Dimension,…} terms`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 * @returns whether a metric is found. @throws ExpressionError
 */
export function searchExpression(text: string): Condition<Metric> {
  const [, schema, terms = ""] = /^\s*(?:\{([^}]*)\})?\s*(.*)$/s.exec(text) ?? [];
  const inSchema = schema === undefined ? () => true : schemaCondition(schema);
  if (terms.trim() === "") return inSchema;
  const found = parseCondition<Metric>(terms, { test: TEST, compile });
  return (metric) => inSchema(metric) && found(metric);
}

/** The namespace, and exactly these dimensions. */
function schemaCondition(schema: string): Condition<Metric> {
  const [namespace, ...names] = (schema.match(/"[^"]*"|[^,]+/g) ?? []).map((part) => unquoted(part.trim()));
  return (metric) => {
    const dimensions = Object.keys(metric.dimensions);
    return (
      metric.namespace === namespace &&
      dimensions.length === names.length &&
      names.every((name) => dimensions.includes(name))
    );
  };
}

function compile([text, key, value, exact, part]: RegExpExecArray): Condition<Metric> {
  if (key !== undefined && value !== undefined) return keyed(key, value);
  const matches = term(exact === undefined ? String(part) : `"${exact}"`);
  if (text.trim() === "") throw new ExpressionError("A term of SEARCH is empty.");
  return ({ namespace, metricName, dimensions }) =>
    [namespace, metricName, ...Object.entries(dimensions).flat()].some(matches);
}

function keyed(key: string, value: string): Condition<Metric> {
  const alternatives = value.startsWith("(") ? value.slice(1, -1).split(/\s+OR\s+/) : [value];
  const tests = alternatives.map((each) => term(each.trim()));
  return (metric) => {
    const actual = partOf(metric, key);
    return actual !== undefined && tests.some((test) => test(actual));
  };
}

function partOf({ namespace, metricName, dimensions }: Metric, key: string): string | undefined {
  if (key === "MetricName") return metricName;
  if (key === "Namespace") return namespace;
  return Object.hasOwn(dimensions, key) ? dimensions[key] : undefined;
}

/** In quotes the whole value; otherwise a word of it, whatever its case. */
function term(text: string): (value: string) => boolean {
  if (text.startsWith('"')) {
    const whole = unquoted(text);
    return (value) => value === whole;
  }
  const words = (text.match(/[A-Za-z0-9]+/g) ?? [text]).map((word) => word.toLowerCase());
  return (value) => {
    const inValue = tokens(value);
    return words.every((word) => inValue.includes(word));
  };
}

/** Words as CloudWatch splits them: at anything but letters and digits, and where a capital begins. */
function tokens(text: string): string[] {
  const words = text.match(/[A-Za-z0-9]+/g) ?? [];
  const parts = words.flatMap((word) => word.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? []);
  return [...words, ...parts].map((word) => word.toLowerCase());
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/s, "$1");
}
