import type { AlarmStatus } from "../../telemetry/alarms/alarm-status.ts";
import { firstPeriod } from "../../telemetry/metrics/metric-series.ts";
import type { MetricStore } from "../../telemetry/metrics/metric-store.ts";
import { type MetricDataResult, metricData } from "../../telemetry/query/metric-data.ts";
import type { TimeRange } from "../../telemetry/query/time-series.ts";
import { type MetricLine, metricLines, UnsupportedWidget } from "./metric-lines.ts";
import { unitOf } from "./series-unit.ts";
import type { DeclaredMetricProperties } from "./widget-schema.ts";
import type { MarkerView, MetricContent, SeriesView } from "./widget-view.ts";

/** As many points as CloudWatch draws in a line. */
const MAX_POINTS = 1_440;

const MINUTE = 60_000;

export interface MetricWidgetSource {
  readonly metrics: MetricStore;
  readonly range: TimeRange;
  alarm(arn: string): AlarmStatus | undefined;
}

/** @throws UnsupportedWidget, MetricQueryError naming the line */
export function metricWidget(
  properties: DeclaredMetricProperties,
  source: MetricWidgetSource,
): MetricContent {
  const { periodSeconds, range } = periodFor(properties, source.range);
  const lines = metricLines(properties, periodSeconds);
  const results = metricData(
    source.metrics,
    lines.map(({ query }) => query),
    range,
  );
  const byId = new Map(lines.map((line) => [line.query.id, line]));
  const alarmed = properties.annotations.alarms.flatMap((arn) =>
    alarmLine(arn, { ...source, range }, periodSeconds),
  );
  return {
    kind: "metric",
    view: properties.view,
    stacked: properties.stacked,
    sparkline: properties.sparkline,
    periodSeconds,
    series: [
      ...results.map((result) => seriesView(result, byId.get(result.id), source.metrics)),
      ...alarmed.map(({ series }) => series),
    ],
    markers: [...horizontalLines(properties), ...alarmed.map(({ marker }) => marker)],
    left: properties.yAxis.left ?? {},
    right: properties.yAxis.right ?? {},
  };
}

/**
 * The declared period; longer where the range would have too many points, or where one number is asked for it all. The
 * range begins with a whole one, so that a live line's points keep their places, and one number is of the whole range.
 */
function periodFor(
  { setPeriodToTimeRange, view, period }: DeclaredMetricProperties,
  { from, to }: TimeRange,
): { readonly periodSeconds: number; readonly range: TimeRange } {
  if (setPeriodToTimeRange && view !== "timeSeries") {
    const range = { from: firstPeriod(from, MINUTE), to };
    return { periodSeconds: Math.max(60, Math.ceil((to - range.from) / MINUTE) * 60), range };
  }
  const least = Math.ceil((to - from) / MAX_POINTS / MINUTE) * 60;
  const periodSeconds = Math.max(period, least === 60 ? 1 : least);
  return { periodSeconds, range: { from: from - (from % (periodSeconds * 1000)), to } };
}

function seriesView(
  result: MetricDataResult,
  line: MetricLine | undefined,
  metrics: MetricStore,
): SeriesView {
  const unit = unitOf(result, line?.query ?? {}, metrics);
  return {
    label: result.label,
    points: [...result.points],
    axis: line?.options.yAxis ?? "left",
    ...(unit !== undefined && { unit }),
    ...(line?.options.color !== undefined && { color: line.options.color }),
  };
}

function horizontalLines({ annotations }: DeclaredMetricProperties): MarkerView[] {
  return annotations.horizontal
    .flat()
    .filter(({ visible }) => visible)
    .map(({ value, label, color, yAxis }) => ({
      value,
      axis: yAxis,
      label: label ?? String(value),
      ...(color !== undefined && { color }),
    }));
}

/** The metric that an alarm watches, with its threshold. */
function alarmLine(arn: string, { metrics, range, alarm: find }: MetricWidgetSource, periodSeconds: number) {
  const alarm = find(arn)?.alarm;
  if (alarm?.kind !== "metric") throw new UnsupportedWidget(`There is no metric alarm ${arn}.`);
  const { watched, threshold, name } = alarm;
  const queries =
    "queries" in watched
      ? watched.queries
      : [{ id: "watched", metricStat: { ...watched.metricStat, periodSeconds } }];
  const [result] = metricData(metrics, queries, range);
  const series: SeriesView = { label: name, points: [...(result?.points ?? [])], axis: "left" };
  const marker: MarkerView = { label: `threshold of ${name}`, value: threshold, axis: "left" };
  return [{ series, marker }];
}
