import type { MetricStore } from "../../telemetry/metrics/metric-store.ts";
import type { MetricDataResult } from "../../telemetry/query/metric-data.ts";
import type { MetricDataQuery } from "../../telemetry/query/metric-data-query.ts";

/** The unit of a line that is a metric, or of one that SEARCH has found: what is computed has none. */
export function unitOf(
  { source }: MetricDataResult,
  { expression = "" }: Pick<MetricDataQuery, "expression">,
  metrics: MetricStore,
): string | undefined {
  if (!source || (expression !== "" && !/^\s*SEARCH\s*\(/.test(expression))) return undefined;
  const unit = metrics.find(source.metric)?.unit;
  return unit === "None" ? undefined : unit;
}
