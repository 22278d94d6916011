/**
 * One request and what must come back, once the service is deployed. In texts, `{name}` stands for what an earlier
 * answer of the same service had under that name, and `{run}` for something new each time.
 */
export interface Check {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
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
