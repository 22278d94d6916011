import type { MetricContent, SeriesView } from "../../dashboard/widget-view.ts";

/** Times in seconds, then the values of each series; null where there is none. */
export type Columns = [times: number[], ...values: (number | null)[][]];

/**
 * The values of all series at the same times: every period that one of them has, and those around it, so that a gap
 * is drawn as one.
 */
export function columnsOf({
  series,
  periodSeconds,
}: Pick<MetricContent, "series" | "periodSeconds">): Columns {
  const times = new Set<number>();
  const periodMs = periodSeconds * 1000;
  for (const { points } of series) {
    for (const [time] of points) {
      times.add(time);
      times.add(time - periodMs).add(time + periodMs);
    }
  }
  const ascending = [...times].sort((a, b) => a - b);
  const values = series.map(({ points }) => {
    const known = new Map(points);
    return ascending.map((time) => known.get(time) ?? null);
  });
  return [ascending.map((time) => time / 1000), ...values];
}

/** Each series on top of those before it. */
export function stacked([times, ...series]: Columns): Columns {
  const sums = times.map(() => 0);
  const layers = series.map((values) =>
    values.map((value, index) => {
      const sum = (sums[index] ?? 0) + (value ?? 0);
      sums[index] = sum;
      return value === null ? null : sum;
    }),
  );
  return [times, ...layers];
}

/** The last value of a series. */
export function latest({ points }: SeriesView): number | undefined {
  return points.at(-1)?.[1];
}

/** As many as the style sheet has. */
const SERIES_COLORS = 10;
const TROUBLE = /\b(?:5xx|errors?|faults?|failed|failures?|refused|crash(?:es)?)\b/i;
const WARNING = /\b(?:4xx|throttles?|throttled|retries)\b/i;

/** The name of a colour: what is bad is red wherever it stands, the others take turns. */
export function colorName(label: string, index: number): string {
  if (TROUBLE.test(label)) return "--bad-line";
  if (WARNING.test(label)) return "--warn-line";
  return `--series-${index % SERIES_COLORS}`;
}
