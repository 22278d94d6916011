import { setTimeout as delay } from "node:timers/promises";

/**
 * Asks again until there is an answer.
 * @param ask gives undefined, or throws, as long as there is none
 * @throws Error with the last refusal once the time is up
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  timeoutMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let refusal: unknown = "no answer";
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      refusal = error;
    }
    await delay(25);
  }
  throw new Error(`${what}: still not after ${timeoutMs} ms.`, { cause: refusal });
}
