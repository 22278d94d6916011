import type { EventStream, InvocationEvent } from "../../events.ts";
import type { Dimensions } from "./metric.ts";
import type { MetricSeries } from "./metric-series.ts";
import type { MetricStore } from "./metric-store.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
class LambdaSeries {
  readonly #invocations: MetricSeries;
  readonly #errors: MetricSeries;
  readonly #throttles: MetricSeries;
  readonly #duration: MetricSeries;
  readonly #concurrency: MetricSeries;

  constructor(store: MetricStore, dimensions: Dimensions) {
    const series = (metricName: string, unit: string) =>
      store.series({ namespace: "AWS/Lambda", metricName, dimensions }, { unit });
    this.#invocations = series("Invocations", "Count");
    this.#errors = series("Errors", "Count");
    this.#throttles = series("Throttles", "Count");
    this.#duration = series("Duration", "Milliseconds");
    this.#concurrency = series("ConcurrentExecutions", "Count");
  }

  /** Times are those at which the invocation was asked for, as on Lambda. */
  record({ time, outcome, durationMs, concurrency }: InvocationEvent): void {
    const throttled = outcome === "throttle";
    this.#throttles.record(time, throttled ? 1 : 0);
    // A throttled call is no invocation.
    if (throttled) return;
    this.#invocations.record(time, 1);
    this.#errors.record(time, outcome === "ok" ? 0 : 1);
    this.#duration.record(time, durationMs);
    this.#concurrency.record(time, concurrency);
  }
}

/** Turns invocations into Lambda's metrics. @returns a function that ends it */
export function recordLambdaMetrics(events: EventStream, store: MetricStore): () => void {
  const known = new Map<string, readonly LambdaSeries[]>();
  const made = new Map<string, LambdaSeries>();
  return events.subscribe("invocation", (event) => {
    const key = `${event.functionName}:${event.qualifier}:${event.version}`;
    let all = known.get(key);
    if (!all) {
      all = dimensionSets(event).map((dimensions) => seriesOf(made, store, dimensions));
      known.set(key, all);
    }
    for (const series of all) series.record(event);
  });
}

function seriesOf(made: Map<string, LambdaSeries>, store: MetricStore, dimensions: Dimensions): LambdaSeries {
  const key = JSON.stringify(dimensions);
  const series = made.get(key) ?? new LambdaSeries(store, dimensions);
  made.set(key, series);
  return series;
}

/** All functions, the function, what was named of it, and the version behind an alias. */
function dimensionSets({ functionName, qualifier, version }: InvocationEvent): Dimensions[] {
  const resource = qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
  const sets: Dimensions[] = [
    {},
    { FunctionName: functionName },
    { FunctionName: functionName, Resource: resource },
  ];
  const isAlias = qualifier !== undefined && !/^(\d+|\$LATEST)$/.test(qualifier);
  if (isAlias) sets.push({ FunctionName: functionName, Resource: resource, ExecutedVersion: version });
  return sets;
}
