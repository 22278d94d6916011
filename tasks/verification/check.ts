/**
 * One request and what must come back. In texts, `{name}` stands for what an earlier answer of the same service had
 * under that name, and `{run}` for something new each time.
 */
export interface Check {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
  readonly status: number;
  /** What the answer must have, among other things; a text must be the whole answer. */
  readonly answer?: unknown;
  /** Names in the answer that later checks use. */
  readonly keep?: readonly string[];
  /** Needs the demo data, or leaves data behind: only for stacks with `seedDemoData`. */
  readonly sandbox?: boolean;
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
export function curl(url: string, { method, headers = {}, body }: Check): string {
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
