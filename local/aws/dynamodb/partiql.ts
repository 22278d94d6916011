import type { AccessRequest } from "../service.ts";
import { tableArn } from "./table-arn.ts";

/** Quoted names, quoted texts, and runs of everything else. */
const token = /"(?:[^"]|"")*"|'(?:[^']|'')*'|[^\s"']+/g;

interface Verb {
  readonly action: string;
  /** The keyword that the table's name follows; the verb itself when absent. */
  readonly before?: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html */
const verbs: Readonly<Record<string, Verb>> = {
  SELECT: { action: "dynamodb:PartiQLSelect", before: "FROM" },
  INSERT: { action: "dynamodb:PartiQLInsert", before: "INTO" },
  UPDATE: { action: "dynamodb:PartiQLUpdate" },
  DELETE: { action: "dynamodb:PartiQLDelete", before: "FROM" },
  // EXISTS(SELECT …), a transaction's condition, needs what a read needs.
  "EXISTS(SELECT": { action: "dynamodb:PartiQLSelect", before: "FROM" },
};

/** What a PartiQL statement needs. One that can't be read needs every resource, and the engine will refuse it. */
export function partiqlAccess(statement: string, region: string): AccessRequest {
  const tokens = statement.replace(/^\s*EXISTS\s*\(\s*/i, "EXISTS(").match(token) ?? [];
  const [first = ""] = tokens;
  const verb = verbs[first.toUpperCase()];
  if (!verb) return { action: "dynamodb:PartiQLSelect", resource: "*" };
  const at = verb.before === undefined ? 0 : tokens.findIndex((text) => text.toUpperCase() === verb.before);
  const target = at < 0 ? undefined : targetOf(tokens.slice(at + 1));
  return { action: verb.action, resource: target ? resourceOf(target, region) : "*" };
}

/** `"table"`, `table`, `"table"."index"`: names, joined by a dot where an index follows. */
function targetOf(tokens: readonly string[]): readonly string[] | undefined {
  const [table, ...rest] = tokens;
  if (table === undefined) return undefined;
  if (!table.startsWith('"')) return table.split(".");
  const [dot = "", index] = rest;
  if (dot === "." && index?.startsWith('"')) return [unquote(table), unquote(index)];
  return dot.startsWith(".") ? [unquote(table), dot.slice(1)] : [unquote(table)];
}

function resourceOf([table = "", index]: readonly string[], region: string): string {
  const arn = tableArn(region, table);
  return index === undefined ? arn : `${arn}/index/${index}`;
}

function unquote(name: string): string {
  return name.slice(1, -1).replaceAll('""', '"');
}
