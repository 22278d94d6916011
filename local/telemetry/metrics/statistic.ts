import type { StatisticSet } from "./statistic-set.ts";

/** Takes one value out of a period. */
export type Statistic = (set: StatisticSet) => number;

/** A statistic that CloudWatch does not know, or that the local cloud does not. */
export class UnknownStatistic extends Error {
  override readonly name = "UnknownStatistic";
}

const SIMPLE: Readonly<Record<string, Statistic>> = {
  SampleCount: (set) => set.sampleCount,
  Average: (set) => set.average,
  Sum: (set) => set.sum,
  Minimum: (set) => set.minimum,
  Maximum: (set) => set.maximum,
};

/**
 * `Sum`, `Average`, `p99`, `p99.9`, `tm90`: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 * @throws UnknownStatistic naming it
 */
export function statisticNamed(name: string): Statistic {
  const simple = Object.hasOwn(SIMPLE, name) ? SIMPLE[name] : undefined;
  if (simple) return simple;
  const [, kind, digits] = /^(p|tm)(\d{1,3}(?:\.\d+)?)$/.exec(name) ?? [];
  const percent = Number(digits);
  if (kind !== undefined && percent > 0 && percent <= 100) {
    return kind === "p" ? (set) => set.percentile(percent) : (set) => set.trimmedMean(percent);
  }
  throw new UnknownStatistic(
    `Statistic "${name}" is not supported here. Use ${Object.keys(SIMPLE).join(", ")}, pNN or tmNN.`,
  );
}

/** The share that a percentile statistic is about, from 0 to 1; undefined for other statistics. */
export function percentileOf(name: string): number | undefined {
  return /^p\d/.test(name) ? Number(name.slice(1)) / 100 : undefined;
}
