import { lookup } from "node:dns";
import { Agent, fetch } from "undici";
import { bodyText, type Check, contains, curl, filled } from "./check.ts";

/** What a check came to. */
export interface CheckResult {
  readonly name: string;
  readonly ms: number;
  /** The same request for a shell. */
  readonly curl: string;
  /** What was wrong; undefined when nothing was. */
  readonly problem: string | undefined;
}

/** Longer than the API waits for a function. */
const LIMIT_MS = 35_000;
const SHOWN = 200;

/**
 * Names below `localhost` are this machine, but not every resolver knows. Emulators tell APIs apart by such names.
 * https://www.rfc-editor.org/rfc/rfc6761#section-6.3
 */
const AGENT = new Agent({
  connect: {
    lookup: (name, options, callback) =>
      lookup(name.endsWith(".localhost") ? "127.0.0.1" : name, options, callback),
  },
});

/** Makes the requests one after the other, since later ones use what earlier ones gave. */
export async function* runChecks(base: string, checks: readonly Check[]): AsyncGenerator<CheckResult> {
  const kept = new Map([["run", Date.now().toString(36)]]);
  for (const template of checks) {
    const check = filled(template, kept);
    const started = performance.now();
    const { problem, answer } = await ask(base, check);
    for (const name of check.keep ?? []) kept.set(name, String(fieldOf(answer, name)));
    yield {
      name: `${check.method} ${check.path} ${check.status}`,
      ms: Math.round(performance.now() - started),
      curl: curl(`${base}${check.path}`, check),
      problem,
    };
  }
}

async function ask(base: string, check: Check): Promise<{ problem: string | undefined; answer?: unknown }> {
  const body = bodyText(check.body);
  try {
    const response = await fetch(`${base}${check.path}`, {
      method: check.method,
      dispatcher: AGENT,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...check.headers },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const text = await response.text();
    const answer = parsed(text);
    const right =
      response.status === check.status && (check.answer === undefined || contains(answer, check.answer));
    const wanted = check.answer === undefined ? "" : ` with ${JSON.stringify(check.answer)}`;
    const problem = right
      ? undefined
      : `wanted ${check.status}${wanted}; got ${response.status} ${text.slice(0, SHOWN)}`;
    return { problem, answer };
  } catch (error) {
    return { problem: `no answer: ${reasonOf(error)}` };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function fieldOf(answer: unknown, name: string): unknown {
  return typeof answer === "object" && answer !== null
    ? Object.entries(answer).find(([key]) => key === name)?.[1]
    : "";
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
