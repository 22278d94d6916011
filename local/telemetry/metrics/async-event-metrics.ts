import type { EventStream, InvocationEvent } from "../../events.ts";
import type { MetricStore } from "./metric-store.ts";

/** Events whose retries are recognised; older ones would count as received again. */
const MAX_REMEMBERED = 10_000;

/**
 * Lambda's metrics of asynchronous invocations: events received, and how long each attempt waited.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 * @returns a function that ends it
 */
export function recordAsyncEventMetrics(events: EventStream, store: MetricStore): () => void {
  /** When an event was first attempted, by its request id, which retries keep. */
  const received = new Map<string, number>();
  return events.subscribe("invocation", (event) => {
    if (event.invocationType !== "Event") return;
    const dimensions = { FunctionName: event.functionName };
    const series = (metricName: string, unit: string) =>
      store.series({ namespace: "AWS/Lambda", metricName, dimensions }, { unit });
    const first = received.get(event.requestId);
    if (first === undefined) {
      remember(received, event);
      series("AsyncEventsReceived", "Count").record(event.time, 1);
    }
    if (event.outcome === "throttle") return;
    const age = event.time - (first ?? event.time) + event.queuedMs;
    series("AsyncEventAge", "Milliseconds").record(event.time, age);
  });
}

function remember(received: Map<string, number>, { requestId, time }: InvocationEvent): void {
  received.set(requestId, time);
  const [oldest] = received.keys();
  if (received.size > MAX_REMEMBERED && oldest !== undefined) received.delete(oldest);
}
