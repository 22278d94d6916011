/**
 * The value below which `share` of the values lie, by the nearest rank: always one of the values.
 * https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method
 *
 * @param share from 0 to 1
 * @returns NaN when there are no values
 */
export function percentile(values: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** The middle value; the mean of the two in the middle where their number is even. NaN when there are none. */
export function median(values: Iterable<number>): number {
  const sorted = Float64Array.from(values).sort();
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/**
 * How two contestants compare: the median of their ratios, one of each round. What slows the machine down for a while
 * hits both sides of a ratio, but only some of the values of a contestant.
 *
 * @param numerators   one value of each round
 * @param denominators of the same rounds, in the same order
 */
export function medianRatio(numerators: readonly number[], denominators: readonly number[]): number {
  return median(numerators.map((value, round) => value / (denominators[round] ?? Number.NaN)));
}
