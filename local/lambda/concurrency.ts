import { InvocationRefused } from "./invocation.ts";

/**
 * Lambda's concurrency limits: a function with a reservation has that many invocations at once, the others share what
 * the account has left. An invocation that waits for a process of this machine counts: on AWS it would be running.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export class ConcurrencyLimits {
  readonly #account: number;
  #reservations: ReadonlyMap<string, number> = new Map();
  readonly #running = new Map<string, number>();

  /** @param account the account's limit; 1,000 unless AWS has set another. */
  constructor(account: number) {
    this.#account = account;
  }

  reserve(reservations: ReadonlyMap<string, number>): void {
    this.#reservations = reservations;
  }

  /**
   * @param held executions that run elsewhere
   * @throws InvocationRefused when the function's limit is reached.
   */
  enter(functionName: string, held = 0): void {
    const reserved = this.#reservations.get(functionName);
    const full =
      reserved === undefined
        ? this.#unreservedRunning() + held >= this.#account - sum(this.#reservations.values())
        : this.runningOf(functionName) + held >= reserved;
    if (full) throw throttling();
    this.#running.set(functionName, this.runningOf(functionName) + 1);
  }

  leave(functionName: string): void {
    const running = this.runningOf(functionName) - 1;
    if (running > 0) this.#running.set(functionName, running);
    else this.#running.delete(functionName);
  }

  runningOf(functionName: string): number {
    return this.#running.get(functionName) ?? 0;
  }

  #unreservedRunning(): number {
    let running = 0;
    for (const [name, count] of this.#running) if (!this.#reservations.has(name)) running += count;
    return running;
  }
}

/** Lambda's refusal of an invocation over a limit. */
export function throttling(): InvocationRefused {
  return new InvocationRefused("TooManyRequestsException", "Rate Exceeded.");
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
