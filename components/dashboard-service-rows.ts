import {
  alarmStatus,
  chart,
  dimensionLabel,
  type ExpressionLine,
  type MetricLine,
  percentiles,
  search,
  text,
} from "./dashboard-charts.ts";
import { COLUMNS, type Widget } from "./dashboard-layout.ts";
import { logMetricNamespace } from "./log-metrics.ts";
import { metricNamespace } from "./naming.ts";

/** A service, as its widgets name it. */
export interface DashboardRowsArgs {
  /** The heading of its rows, and the dimension `service` of its own metrics. */
  readonly title: string;
  readonly functionName: string;
  /** Seconds; drawn as a line over the durations. */
  readonly timeout: number;
  /** Executions at once; drawn as a line over those that there were. */
  readonly concurrencyLimit: number;
  /** Names in AWS. */
  readonly tables: readonly string[];
  /** ARNs. */
  readonly alarms: readonly string[];
  /** Names of what the business counts. */
  readonly metrics: readonly string[];
}

/** What CloudWatch puts a found metric's dimension in place of. */
const OPERATION = dimensionLabel("Operation");
const TABLE = dimensionLabel("TableName");

const ABOUT = [
  "_Failures_: **5xx** are answers that the service gave, **crashes** invocations that gave none, **time-outs** those of",
  "them that took too long. _Cold starts_ are requests that waited for a new environment.",
].join("\n");

/** What one service does: its users' view, its function, what it is for, its tables. */
export function serviceRows(service: DashboardRowsArgs, region: string): Widget[][] {
  const own = businessLines(service);
  const last = [
    ...(own.length === 0 ? [] : [chart({ title: "Business", region, lines: own })]),
    ...tableCharts(service, region),
    alarmStatus("Alarms", service.alarms),
  ];
  const height = Math.max(...last.map((widget) => widget.height));
  return [
    text(`## ${service.title}\n${ABOUT}`, 2),
    [traffic(service, region), failures(service, region), durations(service, region)],
    [routes(service, region), coldStarts(service, region), concurrency(service, region)],
    last.map((widget) => ({ ...widget, height, width: Math.floor(COLUMNS / last.length) })),
  ];
}

/** What the business counts, of all services that count anything. */
export function businessRows(services: readonly DashboardRowsArgs[], region: string): Widget[][] {
  const lines = services.flatMap(businessLines);
  if (lines.length === 0) return [];
  const numbers = chart({
    title: "In the time that is shown",
    region,
    lines,
    view: "singleValue",
    width: COLUMNS,
  });
  return [text("## Business\nWhat users got done, and what they were refused.", 2), [numbers]];
}

function traffic({ functionName }: DashboardRowsArgs, region: string): Widget {
  const line = lambdaLine(functionName);
  const lines = [line("Invocations", "Sum", "invocations"), line("Throttles", "Sum", "throttles")];
  return chart({ title: "Traffic", region, lines });
}

function failures({ title, functionName }: DashboardRowsArgs, region: string): Widget {
  const lines = [
    ownLine(title, "ServerErrors", "Sum", "5xx"),
    ownLine(title, "ClientErrors", "Sum", "4xx"),
    lambdaLine(functionName)("Errors", "Sum", "crashes"),
    logLine(`${title}-timeouts`, "time-outs"),
    logLine(`${title}-error-lines`, "ERROR lines"),
  ];
  return chart({ title: "Failures", region, lines });
}

function durations({ functionName, timeout }: DashboardRowsArgs, region: string): Widget {
  const dimensions = ["FunctionName", functionName];
  const lines = percentiles({ namespace: "AWS/Lambda", metricName: "Duration", dimensions });
  const limit = { label: "time-out", value: timeout * 1000 };
  return chart({ title: "Duration, ms", region, lines, limit });
}

function routes({ title }: DashboardRowsArgs, region: string): Widget {
  const found = search({
    namespace: metricNamespace(),
    dimensions: ["route", "service"],
    metricName: "Duration",
    where: { service: title },
    stat: "p95",
    label: dimensionLabel("route"),
  });
  return chart({ title: "Duration by route, p95, ms", region, lines: [found] });
}

function coldStarts({ title }: DashboardRowsArgs, region: string): Widget {
  return chart({
    title: "Cold starts",
    region,
    lines: [ownLine(title, "ColdStarts", "Sum", "cold starts")],
  });
}

function concurrency({ functionName, concurrencyLimit }: DashboardRowsArgs, region: string): Widget {
  const lines = [lambdaLine(functionName)("ConcurrentExecutions", "Maximum", "executions")];
  const limit = { label: "limit", value: concurrencyLimit };
  return chart({ title: "Concurrent executions", region, lines, limit });
}

/** DynamoDB publishes throttles by table, its own failures and its latency by table and operation. */
function tableCharts({ tables }: DashboardRowsArgs, region: string): Widget[] {
  if (tables.length === 0) return [];
  const byOperation = (metricName: string, stat: string, label: string): ExpressionLine =>
    search({
      namespace: "AWS/DynamoDB",
      dimensions: ["Operation", "TableName"],
      metricName,
      where: { TableName: tables },
      stat,
      label: `${label} ${OPERATION} ${TABLE}`,
    });
  const throttles = ["ReadThrottleEvents", "WriteThrottleEvents"].map((metricName) =>
    search({
      namespace: "AWS/DynamoDB",
      dimensions: ["TableName"],
      metricName,
      where: { TableName: tables },
      stat: "Sum",
      label: `${metricName} ${TABLE}`,
    }),
  );
  const refused = [
    byOperation("ThrottledRequests", "Sum", "throttled"),
    byOperation("SystemErrors", "Sum", "system errors"),
  ];
  const latency = [byOperation("SuccessfulRequestLatency", "p95", "")];
  return [
    chart({ title: "Tables: throttles and errors", region, lines: [...throttles, ...refused] }),
    chart({ title: "Tables: latency, p95, ms", region, lines: latency }),
  ];
}

function businessLines({ title, metrics }: DashboardRowsArgs): MetricLine[] {
  return metrics.map((name) => ownLine(title, name, "Sum", words(name)));
}

/** `MessagesStored` is read as "messages stored". */
function words(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

function lambdaLine(functionName: string) {
  return (metricName: string, stat: string, label: string): MetricLine => ({
    namespace: "AWS/Lambda",
    metricName,
    dimensions: ["FunctionName", functionName],
    stat,
    label,
  });
}

/** A metric that the service writes itself. */
function ownLine(service: string, metricName: string, stat: string, label: string): MetricLine {
  return { namespace: metricNamespace(), metricName, dimensions: ["service", service], stat, label };
}

function logLine(metricName: string, label: string): MetricLine {
  return { namespace: logMetricNamespace(), metricName, dimensions: [], stat: "Sum", label };
}
