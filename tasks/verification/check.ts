import type { Check } from "../../functions/shared/check.ts";
import type { RouteContract } from "../../functions/shared/contract.ts";

/** A check as it is made: what its route promises counts too. */
export interface PlannedCheck extends Omit<Check, "status"> {
  /** One of them must come. */
  readonly statuses: readonly number[];
  /** What the contract promises, by status; absent for a path that is no route of it. */
  readonly responses?: RouteContract["responses"];
}

/** What earlier answers had, by name. */
export type Kept = ReadonlyMap<string, string>;

/** Replaces each `{name}` in the texts of a value. */
export function filled<T>(value: T, kept: Kept): T {
  if (typeof value === "string") {
    return value.replaceAll(/\{(\w+)\}/g, (whole, name: string) => kept.get(name) ?? whole) as T;
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, kept)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, kept)])) as T;
}

/** Whether a value has all that is expected of it; more is no harm. */
export function contains(value: unknown, expected: unknown): boolean {
  if (typeof expected !== "object" || expected === null) return value === expected;
  if (typeof value !== "object" || value === null) return false;
  const given: Readonly<Record<string, unknown>> = { ...value };
  return Object.entries(expected).every(([key, item]) => contains(given[key], item));
}

/** The same request for a shell. */
export function curl(url: string, { method, headers = {}, body }: Omit<Check, "status">): string {
  const text = bodyText(body);
  const all = { ...(text !== undefined && { "Content-Type": "application/json" }), ...headers };
  const quoted = (value: string) => `'${value.replaceAll("'", `'\\''`)}'`;
  return [
    `curl -X ${method} ${quoted(url)}`,
    ...Object.entries(all).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(text === undefined ? [] : [`-d ${quoted(text)}`]),
  ].join(" ");
}

export function bodyText(body: unknown): string | undefined {
  return body === undefined || typeof body === "string" ? body : JSON.stringify(body);
}
