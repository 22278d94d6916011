/** Values that wait to be counted into the distribution: counted together, each costs a fraction of what it does alone. */
const MAX_UNCOUNTED = 64;

/**
 * The values of one metric in one period: exact count, sum, minimum and maximum, and a distribution for percentiles.
 *
 * The distribution counts values by their first three digits, so a percentile is within 0.5 % of the exact one and
 * whole numbers below 1,000 are exact, while its size is bounded: 900 entries for each power of ten.
 */
export class StatisticSet {
  sampleCount = 0;
  sum = 0;
  minimum = Number.POSITIVE_INFINITY;
  maximum = Number.NEGATIVE_INFINITY;
  /** Absent while all values are equal, as for nearly every metric that counts. */
  #distribution: Map<number, number> | undefined;
  /** Values that are in everything but the distribution. */
  #uncounted: number[] = [];

  get average(): number {
    return this.sum / this.sampleCount;
  }

  add(value: number, count = 1): void {
    if (!this.#distribution && this.sampleCount > 0 && value !== this.minimum) {
      this.#distribution = new Map([[firstDigits(this.minimum), this.sampleCount]]);
    }
    this.sampleCount += count;
    this.sum += value * count;
    if (value < this.minimum) this.minimum = value;
    if (value > this.maximum) this.maximum = value;
    if (!this.#distribution) return;
    if (count !== 1) increase(this.#distribution, firstDigits(value), count);
    else if (this.#uncounted.push(value) === MAX_UNCOUNTED) this.#count(this.#distribution);
  }

  /** Adds the values of another period to this one. */
  merge(other: StatisticSet): void {
    if (other.sampleCount === 0) return;
    if (!this.#hasOnly(other)) {
      const distribution = new Map(this.#counts());
      for (const [value, count] of other.#counts()) increase(distribution, value, count);
      this.#distribution = distribution;
    }
    this.sampleCount += other.sampleCount;
    this.sum += other.sum;
    this.minimum = Math.min(this.minimum, other.minimum);
    this.maximum = Math.max(this.maximum, other.maximum);
  }

  /** The smallest value that at least this share of the values does not exceed. @param percent from 0 to 100 */
  percentile(percent: number): number {
    const rank = Math.max(1, Math.ceil((percent / 100) * this.sampleCount));
    let seen = 0;
    for (const [value, count] of this.#sorted()) {
      seen += count;
      if (seen >= rank) return Math.min(Math.max(value, this.minimum), this.maximum);
    }
    return this.maximum;
  }

  /** The mean of this share of the values, from the smallest on. @param percent from 0 to 100 */
  trimmedMean(percent: number): number {
    let left = (percent / 100) * this.sampleCount;
    const whole = left;
    let sum = 0;
    for (const [value, count] of this.#sorted()) {
      const taken = Math.min(count, left);
      sum += value * taken;
      left -= taken;
    }
    return sum / whole;
  }

  /** Whether all values of both are one and the same. */
  #hasOnly(other: StatisticSet): boolean {
    if (this.#distribution || other.#distribution) return false;
    return this.sampleCount === 0 || this.minimum === other.minimum;
  }

  #count(distribution: Map<number, number>): void {
    for (const value of this.#uncounted) increase(distribution, firstDigits(value), 1);
    this.#uncounted = [];
  }

  #counts(): Iterable<[number, number]> {
    if (this.#distribution) {
      this.#count(this.#distribution);
      return this.#distribution;
    }
    return this.sampleCount === 0 ? [] : [[firstDigits(this.minimum), this.sampleCount]];
  }

  #sorted(): [number, number][] {
    return [...this.#counts()].sort(([a], [b]) => a - b);
  }
}

/** Values below have digits that a power of ten can't reach. */
const SMALLEST = 1e-200;

function increase(counts: Map<number, number>, value: number, by: number): void {
  counts.set(value, (counts.get(value) ?? 0) + by);
}

function firstDigits(value: number): number {
  if (Number.isInteger(value) && value > -1000 && value < 1000) return value;
  if (Math.abs(value) < SMALLEST) return 0;
  const shift = 2 - Math.floor(Math.log10(Math.abs(value)));
  const factor = 10 ** Math.abs(shift);
  return shift > 0 ? Math.round(value * factor) / factor : Math.round(value / factor) * factor;
}
