import { createHash } from "node:crypto";

/** Which traces are kept. */
export type Sampling = "all" | "aws";

const RATE = 0.05;
const MAX_DECISIONS = 20_000;

/**
 * Decides once for each trace. `aws` keeps what Lambda's active tracing keeps: the first request of each second, and 5 %
 * of the others. https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
 */
export class Sampler {
  readonly #sampling: Sampling;
  readonly #decisions = new Map<string, boolean>();
  #second = -1;

  constructor(sampling: Sampling) {
    this.#sampling = sampling;
  }

  /** @param now milliseconds since the epoch */
  keeps(traceId: string, now: number): boolean {
    if (this.#sampling === "all") return true;
    const known = this.#decisions.get(traceId);
    if (known !== undefined) return known;
    const second = Math.floor(now / 1000);
    const keeps = second !== this.#second || share(traceId) < RATE;
    this.#second = second;
    this.#decisions.set(traceId, keeps);
    const [oldest] = this.#decisions.keys();
    if (this.#decisions.size > MAX_DECISIONS && oldest !== undefined) this.#decisions.delete(oldest);
    return keeps;
  }
}

/** A number from 0 to 1 that depends on the id alone. */
function share(traceId: string): number {
  return createHash("sha256").update(traceId).digest().readUInt32BE() / 2 ** 32;
}
