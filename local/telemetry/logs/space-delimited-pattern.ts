import { type Condition, parseCondition } from "../expressions/condition.ts";
import { ExpressionError } from "../expressions/expression.ts";
import { comparison } from "./comparison.ts";
import type { LogLine } from "./log-line.ts";

const TEST = /\s*([A-Za-z_]\w*)\s*(!=|<=|>=|=|<|>)\s*("[^"]*"|%[^%]*%|[^\s&|()]+)\s*/y;
const FIELD = /"([^"]*)"|\[([^\]]*)\]|(\S+)/g;

/** Fields by name, as far as the pattern names them. */
type Fields = Readonly<Record<string, string>>;

/**
 * `[type = REPORT, ..., duration > 100, unit]`: one entry a field of the line, `...` for any number of them; quotes and
 * brackets keep a field with spaces together.
 * @throws ExpressionError
 */
export function spaceDelimitedPattern(pattern: string): Condition<LogLine> {
  const [, inner] = /^\[(.*)\]$/s.exec(pattern) ?? [];
  if (inner === undefined) throw new ExpressionError(`Filter pattern "${pattern}" must end with a bracket.`);
  const entries = inner.split(",").map((entry) => entry.trim());
  const names = entries.map((entry) => /^[A-Za-z_]\w*/.exec(entry)?.[0] ?? entry);
  const conditions = entries
    .filter((entry) => /[=<>]/.test(entry))
    .map((entry) => parseCondition<Fields>(entry, { test: TEST, compile }));
  return ({ message }) => {
    const fields = named(names, fieldsOf(message));
    return fields !== undefined && conditions.every((holds) => holds(fields));
  };
}

function compile([, name = "", operator = "=", operand = ""]: RegExpExecArray): Condition<Fields> {
  const test = comparison(operator, operand);
  return (fields) => test(fields[name]);
}

function fieldsOf(message: string): string[] {
  return [...message.matchAll(FIELD)].map(
    ([, quoted, bracketed, plain]) => quoted ?? bracketed ?? plain ?? "",
  );
}

/** @returns undefined when the line has another number of fields than the pattern */
function named(names: readonly string[], fields: readonly string[]): Fields | undefined {
  const gap = names.indexOf("...");
  if (gap < 0 ? fields.length !== names.length : fields.length < names.length - 1) return undefined;
  const before = gap < 0 ? names : names.slice(0, gap);
  const after = gap < 0 ? [] : names.slice(gap + 1);
  const start = fields.length - after.length;
  return Object.fromEntries([
    ...before.map((name, index) => [name, fields[index] ?? ""] as const),
    ...after.map((name, index) => [name, fields[start + index] ?? ""] as const),
  ]);
}
