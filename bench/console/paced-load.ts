import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** So many requests a second, whether or not those before them are answered. */
export interface PacedPlan {
  readonly origin: string;
  /** Asked for in turns. */
  readonly paths: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
}

export interface PacedResult {
  /** Answers with status 200 in a second. */
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Requests that got no answer or another status. */
  readonly failures: number;
  /** Requests that were not sent, because too many waited for their answers. */
  readonly left: number;
}

const GENERATOR = fileURLToPath(new URL("./paced-generator.ts", import.meta.url));

/** Loads a server from a process of its own. */
export async function pacedLoad(plan: PacedPlan): Promise<PacedResult> {
  const generator = fork(GENERATOR, [JSON.stringify(plan)]);
  const ended = once(generator, "exit").then(([code, signal]) => {
    throw new Error(`The load generator ended with ${signal ?? code} before it had a result.`);
  });
  const [result] = await Promise.race([once(generator, "message"), ended]);
  ended.catch(() => undefined);
  return result as PacedResult;
}
