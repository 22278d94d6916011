import { lookup } from "node:dns";
import { Agent, fetch } from "undici";
import { bodyText, contains, curl, filled, type PlannedCheck } from "./check.ts";
import { brokenPromise } from "./promise.ts";

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
export async function* runChecks(base: string, checks: readonly PlannedCheck[]): AsyncGenerator<CheckResult> {
  const kept = new Map([["run", Date.now().toString(36)]]);
  for (const { responses, ...template } of checks) {
    const check = { ...filled(template, kept), ...(responses !== undefined && { responses }) };
    const started = performance.now();
    const { problem, answer } = await ask(base, check);
    for (const name of check.keep ?? []) kept.set(name, String(fieldOf(answer, name)));
    yield {
      name: `${check.method} ${check.path} ${check.statuses.join("|")}`,
      ms: Math.round(performance.now() - started),
      curl: curl(`${base}${check.path}`, check),
      problem,
    };
  }
}

async function ask(
  base: string,
  check: PlannedCheck,
): Promise<{ problem: string | undefined; answer?: unknown }> {
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
    return { problem: problemOf(check, response.status, answer, text), answer };
  } catch (error) {
    return { problem: `no answer: ${reasonOf(error)}` };
  }
}

function problemOf(check: PlannedCheck, status: number, answer: unknown, text: string): string | undefined {
  const { statuses, answer: wanted } = check;
  if (statuses.includes(status) && (wanted === undefined || contains(answer, wanted)))
    return brokenPromise(check.responses?.[status], answer);
  const parts = wanted === undefined ? "" : ` with ${JSON.stringify(wanted)}`;
  return `wanted ${statuses.join(" or ")}${parts}; got ${status} ${text.slice(0, SHOWN)}`;
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
