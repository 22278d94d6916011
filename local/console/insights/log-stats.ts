import { ExpressionError } from "../../telemetry/expressions/expression.ts";
import { fieldName } from "./log-condition.ts";
import type { FieldValue, LogRecord } from "./log-record.ts";

type Aggregate = (records: readonly LogRecord[]) => FieldValue;
type Row = Readonly<Record<string, FieldValue>>;

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * The `stats` command: `count(*) as n, pct(@duration, 99) by bin(5m), route`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html
 * @throws ExpressionError naming what is not supported
 */
export function stats(text: string): {
  columns: readonly string[];
  apply(records: readonly LogRecord[]): Row[];
} {
  const [aggregates = "", groups = ""] = text.split(/\s+by\s+/i);
  const computed = listed(aggregates).map(aggregate);
  const keys = listed(groups).map(groupKey);
  return {
    columns: [...keys, ...computed].map(({ name }) => name),
    apply(records) {
      const grouped = Map.groupBy(records, (record) => JSON.stringify(keys.map(({ of }) => of(record))));
      return [...grouped.values()].map((members) => {
        const [first] = members;
        return Object.fromEntries([
          ...keys.map(({ name, of }) => [name, first && of(first)] as const),
          ...computed.map(({ name, of }) => [name, of(members)] as const),
        ]);
      });
    },
  };
}

function aggregate(text: string): { name: string; of: Aggregate } {
  const { expression, name } = named(text);
  const [, kind = "", args = ""] = /^(\w+)\((.*)\)$/s.exec(expression) ?? [];
  const [field = "", argument] = listed(args).map(fieldName);
  const numbers = (records: readonly LogRecord[]) =>
    records.flatMap((record) => (record(field) === undefined ? [] : [Number(record(field))]));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const over = (compute: (values: readonly number[]) => number): Aggregate => {
    return (records) => (numbers(records).length === 0 ? undefined : compute(numbers(records)));
  };
  const kinds: Readonly<Record<string, Aggregate>> = {
    count: (records) =>
      field === "" || field === "*"
        ? records.length
        : records.filter((record) => record(field) !== undefined).length,
    count_distinct: (records) => new Set(records.map((record) => record(field))).size,
    sum: over(sum),
    avg: over((values) => sum(values) / values.length),
    min: over((values) => Math.min(...values)),
    max: over((values) => Math.max(...values)),
    pct: over((values) => percentile(values, Number(argument))),
  };
  const of = Object.hasOwn(kinds, kind.toLowerCase()) ? kinds[kind.toLowerCase()] : undefined;
  if (!of) throw new ExpressionError(`"${expression}" is not supported in stats here.`);
  return { name, of };
}

function groupKey(text: string): { name: string; of: (record: LogRecord) => FieldValue } {
  const { expression, name } = named(text);
  const [, amount, unit = ""] = /^bin\(\s*(\d+)\s*(s|m|h|d)\w*\s*\)$/i.exec(expression) ?? [];
  if (amount === undefined) return { name: fieldName(name), of: (record) => record(fieldName(expression)) };
  const width = Number(amount) * (UNIT_MS[unit.toLowerCase()] ?? 0);
  return {
    name,
    of: (record) => {
      const time = Number(record("@timestamp"));
      return new Date(time - (time % width)).toISOString();
    },
  };
}

/** `expression as name`. */
function named(text: string): { expression: string; name: string } {
  const [, expression = text, name = text] = /^(.*?)\s+as\s+(\S+)$/is.exec(text) ?? [];
  return { expression: expression.trim(), name: fieldName(name.trim()) };
}

/** Parts between commas that are in no parentheses. */
function listed(text: string): string[] {
  return (text.match(/(?:[^,()]|\([^()]*\))+/g) ?? []).map((part) => part.trim()).filter(Boolean);
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
