import { setTimeout as delay } from "node:timers/promises";

/** Another request got in between: nothing was written, and the next attempt may succeed. */
export class Contention extends Error {
  override readonly name = "Contention";
}

const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 300;

/**
 * Attempts until there is no {@link Contention}. Between attempts it waits a random time, so that those who met do not
 * meet again. https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 *
 * @param giveUpAfterMs milliseconds after which a further Contention is thrown; by default less than the function's
 *   own timeout, so that the caller still gets an answer
 */
export async function untilSettled<Result>(
  attempt: () => Promise<Result>,
  giveUpAfterMs = 10_000,
): Promise<Result> {
  const end = performance.now() + giveUpAfterMs;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Contention) || performance.now() > end) throw error;
    }
    await delay(Math.random() * wait);
  }
}
