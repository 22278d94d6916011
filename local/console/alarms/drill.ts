import type { ServedRoute } from "../../gateway/gateway.ts";
import type { Alarm, CompositeAlarm, MetricAlarm } from "../../telemetry/alarms/alarm.ts";
import { alarmRule } from "../../telemetry/alarms/alarm-rule.ts";
import type { Metric } from "../../telemetry/metrics/metric.ts";
import { percentileOf } from "../../telemetry/metrics/statistic.ts";
import type { DrillTraffic } from "./drill-traffic.ts";

/** What makes an alarm fire: a fault, and traffic that it strikes. */
export interface Drill {
  /** As `--fault` takes it; absent where the traffic is enough. */
  readonly fault?: string;
  readonly traffic: DrillTraffic;
  /** How often the traffic is sent in each period, evenly spread. */
  readonly perPeriod: number;
  /** The alarm that looks at it: a composite's own, or the alarm itself. */
  readonly watched: MetricAlarm;
}

/** A drill, or why there is none. */
export type DrillChoice =
  | { readonly possible: true; readonly drill: Drill; readonly describes: string }
  | { readonly possible: false; readonly why: string };

/** Where the alarm is. */
export interface DrillSurroundings {
  readonly routes: readonly ServedRoute[];
  /** The name of an API. */
  apiName(apiId: string): string | undefined;
  /** The alias by which a function is invoked; undefined where it has none. */
  alias(functionName: string): string | undefined;
  /** By name or ARN. */
  alarm(nameOrArn: string): Alarm | undefined;
}

type Plan = Pick<Drill, "fault" | "traffic"> & { readonly perPeriod?: number };

/** Above what a floor asks for, under what a throttle lets through. */
const PER_PERIOD = 30;
const CLIENT_ERRORS_PER_PERIOD = 150;

/** The fault and the traffic that make an alarm fire, whatever else happens. */
export function drillFor(alarm: Alarm, at: DrillSurroundings): DrillChoice {
  if (alarm.kind === "composite") return compositeDrill(alarm, at);
  const metrics = metricsOf(alarm);
  for (const metric of metrics) {
    const plan = planFor(metric, metrics, alarm, at);
    if (plan) return chosen({ perPeriod: perPeriod(alarm), ...plan, watched: alarm });
  }
  return { possible: false, why: "No fault and no traffic is known that makes it fire." };
}

/** A composite fires by an alarm that is enough by itself. */
function compositeDrill(composite: CompositeAlarm, at: DrillSurroundings): DrillChoice {
  const { holds, children } = alarmRule(composite.rule);
  for (const name of children) {
    if (!holds((other) => (other === name ? "ALARM" : "OK"))) continue;
    const child = at.alarm(name);
    const choice = child && drillFor(child, at);
    if (choice?.possible) return choice;
  }
  return { possible: false, why: "None of its alarms can be made to fire alone." };
}

function planFor(
  metric: Metric,
  all: readonly Metric[],
  alarm: MetricAlarm,
  at: DrillSurroundings,
): Plan | undefined {
  if (metric.namespace === "AWS/Lambda") return lambdaPlan(metric, alarm, at);
  if (metric.namespace === "AWS/ApiGateway") return apiPlan(metric, alarm, at);
  if (metric.namespace === "AWS/DynamoDB") return tablePlan(metric);
  // A program's own count of failures, beside the invocations that it is a share of.
  const functionName = all.find(({ namespace }) => namespace === "AWS/Lambda")?.dimensions.FunctionName;
  return functionName === undefined ? undefined : invoking(functionName, "exception", at);
}

function lambdaPlan(
  { metricName, dimensions }: Metric,
  { threshold, comparisonOperator }: MetricAlarm,
  at: DrillSurroundings,
): Plan | undefined {
  const { FunctionName: name, Resource: resource, ExecutedVersion: version } = dimensions;
  if (name === undefined || !comparisonOperator.startsWith("GreaterThan")) return undefined;
  const qualifier = resource?.split(":")[1];
  const kind = LAMBDA_FAULTS[metricName]?.(Math.floor(threshold) + 1);
  return kind === undefined ? undefined : invoking(name, kind, at, { qualifier, version });
}

/** By metric: the fault that brings it over a threshold. */
const LAMBDA_FAULTS: Readonly<Record<string, (above: number) => string>> = {
  Errors: () => "error",
  Throttles: () => "throttle",
  Duration: (above) => `latency=${above}ms`,
  ConcurrentExecutions: (above) => `concurrency=${above}`,
};

function invoking(
  functionName: string,
  kind: string,
  at: DrillSurroundings,
  given: { readonly qualifier?: string | undefined; readonly version?: string | undefined } = {},
): Plan {
  const { qualifier = at.alias(functionName), version } = given;
  const own = at.routes.filter((route) => route.functionName === functionName);
  const routeKey = (own.find(({ routeKey: key }) => isPlain(key)) ?? own[0])?.routeKey;
  return {
    fault: `function/${functionName}${version === undefined ? "" : `:${version}`}:${kind}`,
    traffic: {
      kind: "invocations",
      functionName,
      ...(qualifier !== undefined && { qualifier }),
      ...(routeKey !== undefined && { routeKey }),
    },
    // A version on trial gets a share of the traffic only.
    ...(version !== undefined && { perPeriod: 4 * PER_PERIOD }),
  };
}

function apiPlan(
  { metricName, dimensions }: Metric,
  { threshold }: MetricAlarm,
  at: DrillSurroundings,
): Plan | undefined {
  const api = at.apiName(dimensions.ApiId ?? "");
  if (api === undefined) return undefined;
  const requests = (path: string) => ({ kind: "requests", api, method: "GET", path }) as const;
  if (metricName === "4xx") {
    return { traffic: requests("/no-such-path"), perPeriod: CLIENT_ERRORS_PER_PERIOD };
  }
  const kind = API_FAULTS[metricName]?.(Math.floor(threshold) + 1);
  const route = at.routes.find((one) => one.api === api && isPlain(one.routeKey) && one.functionName);
  if (kind === undefined || route === undefined) return undefined;
  return { fault: `${route.routeKey}:${kind}`, traffic: requests(route.routeKey.slice("GET ".length)) };
}

const API_FAULTS: Readonly<Record<string, (above: number) => string>> = {
  "5xx": () => "status=503",
  Latency: (above) => `latency=${above}ms`,
  IntegrationLatency: (above) => `latency=${above}ms`,
};

/** A route that can be asked as it stands. */
function isPlain(routeKey: string): boolean {
  return routeKey.startsWith("GET /") && !routeKey.includes("{");
}

function tablePlan({ metricName, dimensions }: Metric): Plan | undefined {
  const { TableName: table, Operation: operation } = dimensions;
  const plan = TABLE_FAULTS[metricName];
  if (table === undefined || plan === undefined) return undefined;
  return {
    fault: `table/${table}:${plan.fault}`,
    traffic: { kind: "calls", table, operation: operation ?? plan.operation },
  };
}

const TABLE_FAULTS: Readonly<Record<string, { readonly fault: string; readonly operation: string }>> = {
  ReadThrottleEvents: { fault: "throttle", operation: "GetItem" },
  WriteThrottleEvents: { fault: "throttle", operation: "PutItem" },
  ThrottledRequests: { fault: "throttle", operation: "GetItem" },
  SystemErrors: { fault: "error", operation: "GetItem" },
};

/** More where a percentile waits for samples: as many as it needs, over its periods. */
function perPeriod({ watched, lowSamplePercentiles, evaluationPeriods, threshold }: MetricAlarm): number {
  if (!("metricStat" in watched)) return Math.max(PER_PERIOD, 2 * threshold);
  const { statistic } = watched.metricStat;
  const share = percentileOf(statistic);
  if (statistic === "Sum") return Math.max(PER_PERIOD, 2 * threshold);
  if (share === undefined || lowSamplePercentiles !== "ignore") return PER_PERIOD;
  return Math.ceil((1.1 * 10) / (1 - share) / (evaluationPeriods + 1));
}

function metricsOf({ watched }: MetricAlarm): Metric[] {
  if ("metricStat" in watched) return [watched.metricStat.metric];
  return watched.queries.flatMap(({ metricStat }) => metricStat?.metric ?? []);
}

function chosen(drill: Drill): DrillChoice {
  const { fault, traffic, perPeriod: times } = drill;
  const on = fault === undefined ? "" : `Switches the fault ${fault} on, and `;
  const text = `${on}${doing(traffic)} ${times} times a period, until the alarm fires.`;
  return { possible: true, drill, describes: text.charAt(0).toUpperCase() + text.slice(1) };
}

function doing(traffic: DrillTraffic): string {
  if (traffic.kind === "requests") return `asks for ${traffic.method} ${traffic.path}`;
  if (traffic.kind === "calls") return `calls ${traffic.operation} of table ${traffic.table}`;
  return `invokes ${traffic.functionName}`;
}
