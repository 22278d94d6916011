import type { AnswerMetrics } from "./answer-metrics.ts";
import { logger } from "./logger.ts";
import { loadMetrics, writeMetrics } from "./metrics.ts";
import type { Observed } from "./observed.ts";
import type { ErrorAnswer } from "./problem.ts";
import { marksOf } from "./trace-segment.ts";
import { beginTrace } from "./tracing.ts";

let isFirst = true;

/**
 * Begins to watch a request.
 * @returns tells of it, once it is answered, in a log line, in metrics and in its trace
 */
export function observe(
  requestId: string,
  business: AnswerMetrics,
): (route: string, answer: ErrorAnswer) => Promise<void> {
  const startedAt = performance.now();
  const endTrace = beginTrace();
  const coldStart = isFirst && isOnDemand();
  // Loaded while the first request waits for an answer to its own first call.
  if (isFirst) setImmediate(loadMetrics);
  isFirst = false;
  return async (route, answer) => {
    const durationMs = Math.round((performance.now() - startedAt) * 100) / 100;
    const { status } = answer;
    const observed: Observed = { route, answer, requestId, durationMs, coldStart };
    logger.info(`${route} ${status}`, {
      request_id: requestId,
      route,
      status,
      duration_ms: durationMs,
      cold_start: coldStart,
    });
    await writeMetrics(observed, business);
    endTrace({ name: route, annotations: { route, status, ...stackOf() }, ...marksOf(status) });
  };
}

/** Environments that are kept warm have been started before there is a request. */
function isOnDemand(): boolean {
  return process.env.AWS_LAMBDA_INITIALIZATION_TYPE === "on-demand";
}

/** By which the traces of one stack are told from others'. */
function stackOf() {
  const { POWERTOOLS_METRICS_NAMESPACE: namespace, POWERTOOLS_SERVICE_NAME: service } = process.env;
  return { ...(namespace !== undefined && { namespace }), ...(service !== undefined && { service }) };
}
