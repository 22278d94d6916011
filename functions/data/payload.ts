import { randomInt } from "node:crypto";

const COUNT = 15;
const LOWEST = 1;
const HIGHEST = 30;

/** A random data set, its sorted views, and when it was made. Keys keep this order in the JSON. */
export interface Payload {
  readonly data: {
    readonly unsorted: number[];
    readonly sorted: { readonly raw: number[]; readonly unique: number[] };
  };
  /** `YYYY-MM-DD HH:MM:SS UTC` */
  readonly timestamp: string;
}

/** @param random gives an integer from `low` to `high`, both included */
export function buildPayload(
  now: Date = new Date(),
  random: (low: number, high: number) => number = (low, high) => randomInt(low, high + 1),
): Payload {
  const unsorted = Array.from({ length: COUNT }, () => random(LOWEST, HIGHEST));
  const raw = unsorted.toSorted((a, b) => a - b);
  return { data: { unsorted, sorted: { raw, unique: [...new Set(raw)] } }, timestamp: timestamp(now) };
}

function timestamp(now: Date): string {
  return `${now.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
