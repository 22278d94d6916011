import type { Metric } from "./metric.ts";
import { StatisticSet } from "./statistic-set.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long periods of one length are kept. */
interface Tier {
  readonly periodMs: number;
  readonly retentionMs: number;
}

/**
 * As CloudWatch keeps them (seconds for 3 hours, minutes for 15 days), with fewer minutes: those older than a day become
 * periods of five minutes, so that a metric with traffic all the time has 6,000 periods at most.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
 */
const HIGH_RESOLUTION: Tier = { periodMs: SECOND, retentionMs: 3 * HOUR };
const STANDARD: readonly Tier[] = [
  { periodMs: MINUTE, retentionMs: 24 * HOUR },
  { periodMs: 5 * MINUTE, retentionMs: 15 * 24 * HOUR },
];

/**
 * When the periods of a query begin, as CloudWatch rounds it: down to a whole minute, or to a period that is shorter, so
 * that a period as long as the query's time is one value.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 * @param from milliseconds since the epoch
 */
export function firstPeriod(from: number, periodMs: number): number {
  return from - (from % Math.min(periodMs, MINUTE));
}

interface KeptTier extends Tier {
  /** By the period's start, in milliseconds since the epoch. */
  readonly sets: Map<number, StatisticSet>;
}

/** The recorded periods of one metric. Recording is cheap: a comparison and an addition for nearly every value. */
export class MetricSeries {
  readonly metric: Metric;
  readonly unit: string;
  readonly #tiers: readonly KeptTier[];
  readonly #finest: KeptTier;
  #currentStart = Number.NaN;
  #current = new StatisticSet();
  #newest = Number.NEGATIVE_INFINITY;

  /** @param highResolution keeps single seconds, as `StorageResolution: 1` asks for */
  constructor(metric: Metric, unit: string, highResolution = false) {
    this.metric = metric;
    this.unit = unit;
    const finest = highResolution ? HIGH_RESOLUTION : (STANDARD[0] ?? HIGH_RESOLUTION);
    const coarser = highResolution ? STANDARD : STANDARD.slice(1);
    this.#finest = { ...finest, sets: new Map() };
    this.#tiers = [this.#finest, ...coarser.map((tier) => ({ ...tier, sets: new Map() }))];
  }

  /** @param time milliseconds since the epoch; one that is older than what is kept is counted nowhere */
  record(time: number, value: number, count = 1): void {
    const start = time - (time % this.#finest.periodMs);
    if (start !== this.#currentStart) this.#enter(start);
    this.#current.add(value, count);
  }

  /**
   * The periods of one length in `[from, to)`, counted from `from`'s minute, by their start. A period that is shorter than
   * what is kept gets what is.
   */
  periods(from: number, to: number, periodMs: number): Map<number, StatisticSet> {
    const first = firstPeriod(from, periodMs);
    const merged = new Map<number, StatisticSet>();
    for (const { sets, periodMs: kept } of this.#tiers.toReversed()) {
      for (const [start, set] of sets) {
        if (start + kept <= first || start >= to) continue;
        const period = first + Math.floor((start - first) / periodMs) * periodMs;
        const target = merged.get(period) ?? new StatisticSet();
        merged.set(period, target);
        target.merge(set);
      }
    }
    return new Map([...merged].sort(([a], [b]) => a - b));
  }

  #enter(start: number): void {
    const { sets } = this.#finest;
    const existing = sets.get(start);
    this.#currentStart = start;
    this.#current = existing ?? new StatisticSet();
    if (existing) return;
    if (start > this.#newest) {
      this.#newest = start;
      sets.set(start, this.#current);
      this.#expire();
    } else if (start > this.#newest - this.#finest.retentionMs) {
      sets.set(start, this.#current);
    }
  }

  /** Moves what is too old for its tier into the next one. */
  #expire(): void {
    for (const [index, { sets, retentionMs }] of this.#tiers.entries()) {
      const next = this.#tiers[index + 1];
      for (const [start, set] of sets) {
        if (start >= this.#newest - retentionMs) break;
        sets.delete(start);
        if (next) mergeInto(next, start, set);
      }
    }
  }
}

function mergeInto({ sets, periodMs }: KeptTier, start: number, set: StatisticSet): void {
  const period = start - (start % periodMs);
  const target = sets.get(period) ?? new StatisticSet();
  sets.set(period, target);
  target.merge(set);
}
