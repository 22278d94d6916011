import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A load: each connection sends its next request as soon as its last one is answered. */
export interface LoadPlan {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadResult {
  /** Answers with status 200 in a second. */
  readonly requestsPerSecond: number;
  /** From sending a request until its answer is complete, in milliseconds. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Requests that got no answer or another status. */
  readonly failures: number;
}

const GENERATOR = fileURLToPath(new URL("./load-generator.ts", import.meta.url));

/** Loads a server from a process of its own, so that measuring here and sending there do not wait for each other. */
export async function load(plan: LoadPlan): Promise<LoadResult> {
  const generator = fork(GENERATOR, [JSON.stringify(plan)]);
  const ended = once(generator, "exit").then(([code, signal]) => {
    throw new Error(`The load generator ended with ${signal ?? code} before it had a result.`);
  });
  const [result] = await Promise.race([once(generator, "message"), ended]);
  return result as LoadResult;
}
