import { COLUMNS, type Widget } from "./dashboard-layout.ts";

/** What a line shows, beside which metric it is. */
interface LineStyle {
  readonly label: string;
  /** `Sum`, `Maximum`, or a percentile such as `p95`. */
  readonly stat: string;
}

/** One metric of a chart. */
export interface MetricLine extends LineStyle {
  readonly namespace: string;
  readonly metricName: string;
  /** Names and values in turn, as CloudWatch writes them: `["FunctionName", "f"]`. */
  readonly dimensions: readonly string[];
}

/** Metric math, or a search for metrics of which there may be many. */
export interface ExpressionLine {
  readonly expression: string;
  /** See {@link dimensionLabel} for a search. */
  readonly label: string;
}

export interface ChartArgs {
  readonly title: string;
  readonly region: string;
  readonly lines: readonly (MetricLine | ExpressionLine)[];
  /** Columns of 24. Default: 8. */
  readonly width?: number;
  /** A line for values over time, or the number of the whole time. Default: a line. */
  readonly view?: "timeSeries" | "singleValue";
  /** A horizontal line, in the metric's unit. */
  readonly limit?: { readonly label: string; readonly value: number };
}

const PERIOD_SECONDS = 60;
const CHART_HEIGHT = 6;
const NUMBER_HEIGHT = 3;
const THIRD = 8;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export function chart({
  title,
  region,
  lines,
  limit,
  width = THIRD,
  view = "timeSeries",
}: ChartArgs): Widget {
  const isNumber = view === "singleValue";
  return {
    type: "metric",
    width,
    height: isNumber ? NUMBER_HEIGHT : CHART_HEIGHT,
    properties: {
      title,
      region,
      view,
      stacked: false,
      period: PERIOD_SECONDS,
      metrics: lines.map(metricOf),
      // A number is of the whole time that is shown, not of its last minute.
      ...(isNumber ? { setPeriodToTimeRange: true } : { yAxis: { left: { min: 0 } } }),
      ...(limit !== undefined && { annotations: { horizontal: [limit] } }),
    },
  };
}

function metricOf(line: MetricLine | ExpressionLine, index: number): unknown[] {
  if ("expression" in line) return [{ id: `e${index}`, ...line }];
  const { namespace, metricName, dimensions, label, stat } = line;
  return [namespace, metricName, ...dimensions, { stat, label }];
}

/** The percentiles that tell the usual from the worst. */
export function percentiles(metric: Omit<MetricLine, "stat" | "label">): MetricLine[] {
  return ["p50", "p95", "p99"].map((stat) => ({ ...metric, stat, label: stat }));
}

/**
 * Every metric of a name with exactly these dimensions, one line each.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
export function search(args: {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly string[];
  /** What some of the dimensions must be. */
  readonly where: Readonly<Record<string, string | readonly string[]>>;
  readonly stat: string;
  readonly label: string;
}): ExpressionLine {
  const { namespace, metricName, dimensions, where, stat, label } = args;
  const terms = Object.entries(where).map(([name, values]) => `${name}=${alternatives([values].flat())}`);
  const schema = [namespace, ...dimensions].map(quotedIfNeeded).join(",");
  const found = [`{${schema}}`, `MetricName="${metricName}"`, ...terms].join(" ");
  return { expression: `SEARCH('${found}', '${stat}', ${PERIOD_SECONDS})`, label };
}

function alternatives(values: readonly string[]): string {
  const quoted = values.map((value) => `"${value}"`);
  return quoted.length === 1 ? String(quoted[0]) : `(${quoted.join(" OR ")})`;
}

function quotedIfNeeded(name: string): string {
  return /^\w+$/.test(name) ? name : `"${name}"`;
}

/**
 * In a label, the value that a found metric has for a dimension.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html
 */
export function dimensionLabel(dimension: string): string {
  return ["$", `{PROP('Dim.${dimension}')}`].join("");
}

/** Markdown over the whole width. */
export function text(markdown: string, height = 1): Widget[] {
  return [{ type: "text", width: COLUMNS, height, properties: { markdown } }];
}

/** Alarms that stand beside each other over the whole width. */
const ALARMS_IN_ROW = 4;

/** States of alarms, by ARN, over the whole width; higher the more there are. */
export function alarmStatus(title: string, alarms: readonly string[]): Widget {
  const height = Math.min(1 + Math.max(1, Math.ceil(alarms.length / ALARMS_IN_ROW)), CHART_HEIGHT);
  return { type: "alarm", width: COLUMNS, height, properties: { title, alarms } };
}

/** A query's rows, over several log groups. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
export function logTable(args: {
  readonly title: string;
  readonly region: string;
  readonly logGroups: readonly string[];
  readonly query: string;
}): Widget {
  const sources = args.logGroups.map((name) => `SOURCE '${name}'`);
  const { title, region } = args;
  const query = [...sources, args.query].join(" | ");
  return { type: "log", width: COLUMNS, height: 8, properties: { title, region, query, view: "table" } };
}
