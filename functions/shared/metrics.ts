import type { Metrics } from "@aws-lambda-powertools/metrics";
import { type AnswerMetrics, measured } from "./answer-metrics.ts";
import type { Observed } from "./observed.ts";

let loading: Promise<Metrics> | undefined;

/** @returns undefined where no namespace is set: outside of Lambda nobody reads metrics from the log */
export function loadMetrics(): Promise<Metrics> | undefined {
  if (!process.env.POWERTOOLS_METRICS_NAMESPACE) return undefined;
  loading ??= import("@aws-lambda-powertools/metrics").then((powertools) => new powertools.Metrics());
  return loading;
}

/** Seconds of resolution: what must be seen within seconds, and what comes in bursts. */
const HIGH = 1;
const STANDARD = 60;

/**
 * Writes a request's metrics as one log line in CloudWatch's embedded metric format, each by service and route and by
 * service alone. A route key is one of the contract's, so there are no more series than routes.
 *
 * - `Duration`, milliseconds: from event to answer. Its sample count is the number of requests.
 * - `ServerErrors`, `ClientErrors`: answers with 5xx and 4xx.
 * - `ColdStarts`: requests that waited for a new execution environment.
 * - what the service's own {@link AnswerMetrics} count.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export async function writeMetrics(observed: Observed, business: AnswerMetrics): Promise<void> {
  const metrics = await loadMetrics();
  if (metrics === undefined) return;
  const { route, answer, durationMs, coldStart, requestId } = observed;
  metrics.addDimension("route", route).addDimensions({});
  metrics.addMetadata("request_id", requestId);
  metrics.addMetric("Duration", "Milliseconds", durationMs, HIGH);
  if (answer.status >= 500) metrics.addMetric("ServerErrors", "Count", 1, HIGH);
  else if (answer.status >= 400) metrics.addMetric("ClientErrors", "Count", 1, STANDARD);
  if (coldStart) metrics.addMetric("ColdStarts", "Count", 1, STANDARD);
  const own = measured(business, route, answer);
  if (own !== undefined) metrics.addMetric(own.name, own.unit, own.value, STANDARD);
  metrics.publishStoredMetrics();
}
