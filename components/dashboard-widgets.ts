import type { Widget } from "./dashboard-layout.ts";

/** An API, as its widgets name it. */
export interface DashboardApi {
  readonly id: string;
  readonly stage: string;
}

/** A function, as its widgets name it. */
export interface DashboardFunction {
  /** The heading of its row. */
  readonly title: string;
  readonly name: string;
  /** Seconds; drawn as a line over the durations. */
  readonly timeout: number;
}

/** One line of a chart: a metric's name with how it is drawn. */
interface Line {
  readonly metricName: string;
  readonly stat: string;
  readonly label: string;
}

interface ChartArgs {
  readonly title: string;
  readonly region: string;
  readonly namespace: string;
  readonly dimensions: readonly string[];
  readonly lines: readonly Line[];
  /** A horizontal line, in the metric's unit. */
  readonly limit?: { readonly label: string; readonly value: number };
}

const PERIOD_SECONDS = 60;
const CHART_HEIGHT = 6;
const THIRD = 8;

/** A line chart. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
function chart({ title, region, namespace, dimensions, lines, limit }: ChartArgs): Widget {
  return {
    type: "metric",
    width: THIRD,
    height: CHART_HEIGHT,
    properties: {
      title,
      region,
      view: "timeSeries",
      stacked: false,
      period: PERIOD_SECONDS,
      metrics: lines.map(({ metricName, stat, label }) => [
        namespace,
        metricName,
        ...dimensions,
        { stat, label },
      ]),
      yAxis: { left: { min: 0 } },
      ...(limit !== undefined && { annotations: { horizontal: [limit] } }),
    },
  };
}

function heading(markdown: string): Widget[] {
  return [{ type: "text", width: 24, height: 1, properties: { markdown } }];
}

const percentiles = (metricName: string): Line[] =>
  ["p50", "p95", "p99"].map((stat) => ({ metricName, stat, label: stat }));

/** What clients see: traffic, errors, latency. */
export function apiRows({ id, stage }: DashboardApi, region: string): Widget[][] {
  const common = { region, namespace: "AWS/ApiGateway", dimensions: ["ApiId", id, "Stage", stage] };
  return [
    heading("## API"),
    [
      chart({
        ...common,
        title: "Requests",
        lines: [{ metricName: "Count", stat: "Sum", label: "requests" }],
      }),
      chart({
        ...common,
        title: "Errors",
        lines: [
          { metricName: "4xx", stat: "Sum", label: "4xx" },
          { metricName: "5xx", stat: "Sum", label: "5xx" },
        ],
      }),
      chart({ ...common, title: "Latency, ms", lines: percentiles("Latency") }),
    ],
  ];
}

/** What one function does: invocations and failures, duration, concurrency. */
export function functionRows({ title, name, timeout }: DashboardFunction, region: string): Widget[][] {
  const common = { region, namespace: "AWS/Lambda", dimensions: ["FunctionName", name] };
  return [
    heading(`## ${title}`),
    [
      chart({
        ...common,
        title: "Invocations",
        lines: [
          { metricName: "Invocations", stat: "Sum", label: "invocations" },
          { metricName: "Errors", stat: "Sum", label: "errors" },
          { metricName: "Throttles", stat: "Sum", label: "throttles" },
        ],
      }),
      chart({
        ...common,
        title: "Duration, ms",
        lines: percentiles("Duration"),
        limit: { label: "time-out", value: timeout * 1000 },
      }),
      chart({
        ...common,
        title: "Concurrent executions",
        lines: [{ metricName: "ConcurrentExecutions", stat: "Maximum", label: "executions" }],
      }),
    ],
  ];
}
