import { ExpressionError } from "../expressions/expression.ts";
import type { MetricStore } from "../metrics/metric-store.ts";
import { statisticNamed, UnknownStatistic } from "../metrics/statistic.ts";
import { ExpressionEvaluator } from "./expression-evaluator.ts";
import { labelled } from "./label.ts";
import type { MetricDataQuery, MetricStat } from "./metric-data-query.ts";
import { isList, isSeries, type TimeRange, type TimeSeries, type Value, withPoints } from "./time-series.ts";

/** A query that can't be answered: what is wrong, and in which of its lines. */
export class MetricQueryError extends Error {
  override readonly name = "MetricQueryError";
  readonly id: string;

  constructor(id: string, message: string) {
    super(`Error in query '${id}': ${message}`);
    this.id = id;
  }
}

/** One series of the answer; a line that comes to several has one result for each. */
export interface MetricDataResult extends TimeSeries {
  readonly id: string;
}

/**
 * Answers the lines of a query together, as GetMetricData does.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 * @throws MetricQueryError naming the line and what is not supported in it
 */
export function metricData(
  store: MetricStore,
  queries: readonly MetricDataQuery[],
  range: TimeRange,
): MetricDataResult[] {
  const evaluator = new ExpressionEvaluator(queries, {
    range,
    read: (metricStat) => readMetric(store, metricStat, range),
    metrics: () => store.list().map(({ metric }) => metric),
  });
  return queries
    .filter(({ returnData = true }) => returnData)
    .flatMap((query) => resultsOf(query, () => evaluator.valueOf(query.id)));
}

/** The values of one metric; none when it was never recorded. @throws UnknownStatistic */
export function readMetric(
  store: MetricStore,
  { metric, periodSeconds, statistic }: MetricStat,
  range: TimeRange,
): TimeSeries {
  const take = statisticNamed(statistic);
  const periodMs = periodSeconds * 1000;
  const periods = store.find(metric)?.periods(range.from, range.to, periodMs) ?? [];
  const empty: TimeSeries = {
    label: metric.metricName,
    periodMs,
    points: new Map(),
    source: { metric, statistic },
  };
  return withPoints(
    empty,
    [...periods].map(([start, set]) => [start, take(set)] as const),
  );
}

function resultsOf(query: MetricDataQuery, evaluate: () => Value): MetricDataResult[] {
  const { id, label } = query;
  const value = attributed(id, evaluate);
  const list = isList(value) ? value : isSeries(value) ? [value] : undefined;
  if (!list)
    throw new MetricQueryError(id, "The expression must come to a time series, not to a single value.");
  return list.map((series) => ({ ...series, id, label: labelled(label ?? series.label, series) }));
}

function attributed(id: string, evaluate: () => Value): Value {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof UnknownStatistic) {
      throw new MetricQueryError(id, error.message);
    }
    throw error;
  }
}
