import type { ThrottleLimits } from "./definition.ts";

/** Milliseconds that only ever rise. */
export type Clock = () => number;

/** Lets `burst` requests through at once and `rate` a second in the long run. https://en.wikipedia.org/wiki/Token_bucket */
export class TokenBucket {
  readonly #limits: ThrottleLimits;
  readonly #clock: Clock;
  #tokens: number;
  #filledAt: number;

  constructor(limits: ThrottleLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
    this.#tokens = limits.burst;
    this.#filledAt = clock();
  }

  /** Takes a token for one request. @returns false when there is none: the request is throttled. */
  take(): boolean {
    const now = this.#clock();
    const refill = ((now - this.#filledAt) / 1_000) * this.#limits.rate;
    this.#tokens = Math.min(this.#limits.burst, this.#tokens + refill);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
