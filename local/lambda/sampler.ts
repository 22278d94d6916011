import { createHash } from "node:crypto";

/** Which invocations are traced. */
export type Sampling = "all" | "aws";

const RATE = 0.05;

/**
 * Decides about each trace that begins at Lambda. `aws` samples what Lambda's active tracing samples: the first request
 * of each second, and 5 % of the others. https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
 */
export class Sampler {
  readonly #sampling: Sampling;
  #second = -1;

  constructor(sampling: Sampling) {
    this.#sampling = sampling;
  }

  /** @param now milliseconds since the epoch */
  samples(traceId: string, now: number): boolean {
    if (this.#sampling === "all") return true;
    const second = Math.floor(now / 1000);
    const isFirst = second !== this.#second;
    this.#second = second;
    return isFirst || share(traceId) < RATE;
  }
}

/** A number from 0 to 1 that depends on the id alone. */
function share(traceId: string): number {
  return createHash("sha256").update(traceId).digest().readUInt32BE() / 2 ** 32;
}
