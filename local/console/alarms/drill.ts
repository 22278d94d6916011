import type { Alarm, MetricAlarm } from "../../telemetry/alarms/alarm.ts";
import type { Metric } from "../../telemetry/metrics/metric.ts";

/** Traffic that makes an alarm fire. */
export type Drill =
  | { readonly kind: "unknown-path"; readonly apiId: string; readonly perPeriod: number }
  | { readonly kind: "burst"; readonly functionName: string };

/** A drill, or why there is none. */
export type DrillChoice =
  | { readonly possible: true; readonly drill: Drill; readonly describes: string }
  | { readonly possible: false; readonly why: string };

/** Requests that a drill for refused requests sends in each period: above what any sensible floor asks for. */
const REQUESTS_PER_PERIOD = 300;

/**
 * The traffic that would make an alarm fire by itself. Failures and slowness don't come from traffic.
 * @param find the alarms that a composite's rule mentions
 */
export function drillFor(alarm: Alarm, find: (alarm: Alarm) => readonly Alarm[]): DrillChoice {
  if (alarm.kind === "composite") {
    const choices = find(alarm).map((child) => drillFor(child, find));
    return (
      choices.find(({ possible }) => possible) ?? impossible("None of its alarms fires by traffic alone.")
    );
  }
  const metrics = metricsOf(alarm);
  const clientErrors = metrics.find(
    ({ namespace, metricName }) => namespace === "AWS/ApiGateway" && metricName === "4xx",
  );
  if (clientErrors) {
    return {
      possible: true,
      drill: {
        kind: "unknown-path",
        apiId: clientErrors.dimensions.ApiId ?? "",
        perPeriod: REQUESTS_PER_PERIOD,
      },
      describes: `Sends ${REQUESTS_PER_PERIOD} requests a period to a path that does not exist.`,
    };
  }
  const throttles = metrics.find(
    ({ namespace, metricName }) => namespace === "AWS/Lambda" && metricName === "Throttles",
  );
  if (throttles) {
    const functionName = throttles.dimensions.FunctionName ?? "";
    return {
      possible: true,
      drill: { kind: "burst", functionName },
      describes: `Invokes ${functionName} more often at once than its concurrency limit allows, once a period.`,
    };
  }
  return impossible("Traffic alone does not make it fire: it takes a failing or slow function.");
}

function metricsOf({ watched }: MetricAlarm): Metric[] {
  if ("metricStat" in watched) return [watched.metricStat.metric];
  return watched.queries.flatMap(({ metricStat }) => metricStat?.metric ?? []);
}

function impossible(why: string): DrillChoice {
  return { possible: false, why };
}
