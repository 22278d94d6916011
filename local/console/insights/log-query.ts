import { ExpressionError } from "../../telemetry/expressions/expression.ts";
import { fieldName, logCondition } from "./log-condition.ts";
import type { FieldValue, LogRecord } from "./log-record.ts";
import { stats } from "./log-stats.ts";

/** The rows of an answer, as texts. */
export interface LogTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A query of Logs Insights, compiled. */
export interface LogQuery {
  /** Named by `SOURCE`; empty when the query names none. */
  readonly groups: readonly string[];
  /** Whether a line may be in the answer, by a glance that reads no JSON; `run` decides. */
  mayMatch(message: string): boolean;
  /** @param records in any order */
  run(records: readonly LogRecord[]): LogTable;
}

interface State {
  columns: readonly string[];
  rows: readonly LogRecord[];
}

type Step = (state: State) => State;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Limit.html */
const MAX_ROWS = 10_000;

/**
 * Compiles `SOURCE 'group' | fields … | filter … | stats … by … | sort … | limit …`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 * @throws ExpressionError naming the command that is not supported
 */
export function logQuery(text: string): LogQuery {
  const groups: string[] = [];
  const steps: Step[] = [];
  const commands = commandsIn(text);
  const word = wordAskedFor(commands);
  for (const command of commands) {
    const [, source] = /^SOURCE\s+['"]([^'"]+)['"]$/i.exec(command) ?? [];
    if (source === undefined) steps.push(step(command));
    else groups.push(source);
  }
  return {
    groups,
    mayMatch: (message) => word === undefined || message.includes(word),
    run(records) {
      const newestFirst = records.toSorted((a, b) => Number(b("@timestamp")) - Number(a("@timestamp")));
      const start: State = { columns: ["@timestamp", "@message"], rows: newestFirst };
      const { columns, rows } = steps.reduce((state, next) => next(state), start);
      return {
        columns,
        rows: rows.slice(0, MAX_ROWS).map((row) => columns.map((name) => shown(name, row(name)))),
      };
    },
  };
}

/** The word that a first filter wants a field to be: JSON has such words as they are, so a line without it is none. */
function wordAskedFor(commands: readonly string[]): string | undefined {
  const first = commands.find((command) => !/^(SOURCE|fields|display)\s/i.test(command)) ?? "";
  return /^filter\s+[a-z][\w.]*\s*=\s*["']([\w-]+)["']$/i.exec(first)?.[1];
}

function step(command: string): Step {
  const [, name = "", rest = ""] = /^(\w+)\s*(.*)$/s.exec(command) ?? [];
  switch (name.toLowerCase()) {
    case "fields":
    case "display":
      return (state) => ({ ...state, columns: rest.split(",").map((field) => plainField(field.trim())) });
    case "filter": {
      const holds = logCondition(rest);
      return (state) => ({ ...state, rows: state.rows.filter(holds) });
    }
    case "stats": {
      const { columns, apply } = stats(rest);
      return ({ rows }) => ({ columns, rows: apply(rows).map((row) => (field) => row[field]) });
    }
    case "sort":
      return sorted(rest);
    case "limit":
      return (state) => ({ ...state, rows: state.rows.slice(0, Number(rest)) });
    default:
      throw new ExpressionError(`The command "${name}" of Logs Insights is not supported here.`);
  }
}

function sorted(rest: string): Step {
  const [, field = "", direction] = /^(\S+)(?:\s+(asc|desc))?$/i.exec(rest.trim()) ?? [];
  const name = plainField(field);
  const sign = direction?.toLowerCase() === "asc" ? 1 : -1;
  return (state) => ({
    ...state,
    rows: state.rows.toSorted((a, b) => sign * compared(a(name), b(name))),
  });
}

function compared(a: FieldValue, b: FieldValue): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a ?? "").localeCompare(String(b ?? ""));
}

/** @throws ExpressionError for a field that is computed */
function plainField(text: string): string {
  const name = fieldName(text);
  if (text.startsWith("`") || /^[@\w.]+$/.test(name) || /^\w+\([^()]*\)$/.test(name)) return name;
  throw new ExpressionError(`The field "${text}" is not supported here: it is computed.`);
}

/** Parts between bars that are in no quotes and in no pattern. */
function commandsIn(text: string): string[] {
  const parts = text.match(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\/(?:[^/\\\n]|\\.)*\/|[^|])+/g) ?? [];
  return parts.map((part) => part.replace(/^\s*#.*$/gm, "").trim()).filter(Boolean);
}

function shown(column: string, value: FieldValue): string {
  if (value === undefined) return "";
  if (column === "@timestamp")
    return new Date(Number(value)).toISOString().replace("T", " ").replace("Z", "");
  return typeof value === "number" ? String(Math.round(value * 1000) / 1000) : String(value).trimEnd();
}
