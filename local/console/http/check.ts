import * as v from "valibot";
import { ConsoleError } from "./console-error.ts";

/** What a page sent, as a schema wants it. @throws ConsoleError naming the field that is wrong */
export function check<T extends v.GenericSchema>(schema: T, value: unknown): v.InferOutput<T> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new ConsoleError(400, `${v.getDotPath(issue) ?? "The request"}: ${issue.message}.`);
}

/** A query parameter that is a whole number. @throws ConsoleError */
export function numberIn(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null || text === "") return fallback;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new ConsoleError(400, `${name} must be a number; got ${text}.`);
}

/** A query parameter that says something; undefined when it is absent or empty. */
export function textIn(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) || undefined;
}
