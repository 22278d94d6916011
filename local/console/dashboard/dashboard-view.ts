import * as v from "valibot";
import { ExpressionError } from "../../telemetry/expressions/expression.ts";
import { UnknownStatistic } from "../../telemetry/metrics/statistic.ts";
import { MetricQueryError } from "../../telemetry/query/metric-data.ts";
import { type LogSource, logWidget } from "./log-widget.ts";
import { UnsupportedWidget } from "./metric-lines.ts";
import { type MetricWidgetSource, metricWidget } from "./metric-widget.ts";
import {
  AlarmProperties,
  DashboardBody,
  type DeclaredWidget,
  LogProperties,
  MetricProperties,
  TextProperties,
} from "./widget-schema.ts";
import type { DashboardView, WidgetContent, WidgetView } from "./widget-view.ts";

export type DashboardSource = MetricWidgetSource & LogSource;

/**
 * A declared dashboard with its data. What can't be drawn says so in its own place.
 * @param body JSON
 */
export function dashboardView(name: string, body: string, source: DashboardSource): DashboardView {
  const parsed = v.safeParse(DashboardBody, JSON.parse(body));
  const { from, to } = source.range;
  const widgets = parsed.success
    ? parsed.output.widgets.map((widget) => widgetView(widget, source))
    : [unreadable("The dashboard's body is not as CloudWatch wants it.")];
  return { name, from, to, widgets };
}

function widgetView(widget: DeclaredWidget, source: DashboardSource): WidgetView {
  const { x, y, width, height } = widget;
  return { x, y, width, height, title: titleOf(widget), content: contentOf(widget, source) };
}

function contentOf({ type, properties }: DeclaredWidget, source: DashboardSource): WidgetContent {
  try {
    switch (type) {
      case "metric":
        return metricWidget(read(MetricProperties, properties), source);
      case "text":
        return { kind: "text", markdown: read(TextProperties, properties).markdown };
      case "alarm":
        return alarmWidget(read(AlarmProperties, properties).alarms, source);
      case "log":
        return logWidget(read(LogProperties, properties), source);
      default:
        return { kind: "unsupported", why: `Widgets of type "${type}" are not drawn here.` };
    }
  } catch (error) {
    if (isUnsupported(error)) return { kind: "unsupported", why: error.message };
    throw error;
  }
}

function alarmWidget(arns: readonly string[], { alarm }: DashboardSource): WidgetContent {
  const alarms = arns.map((arn) => {
    const status = alarm(arn);
    const name = status?.alarm.name ?? arn.slice(arn.lastIndexOf(":") + 1);
    return {
      name,
      state: status?.state ?? ("UNKNOWN" as const),
      reason: status?.reason ?? "It is not declared.",
    };
  });
  return { kind: "alarms", alarms };
}

function read<T extends v.GenericSchema>(schema: T, properties: unknown): v.InferOutput<T> {
  const result = v.safeParse(schema, properties);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new UnsupportedWidget(`${v.getDotPath(issue) ?? "properties"}: ${issue.message}.`);
}

function isUnsupported(error: unknown): error is Error {
  return (
    error instanceof UnsupportedWidget ||
    error instanceof MetricQueryError ||
    error instanceof ExpressionError ||
    error instanceof UnknownStatistic
  );
}

function titleOf({ properties }: DeclaredWidget): string {
  const result = v.safeParse(v.object({ title: v.string() }), properties);
  return result.success ? result.output.title : "";
}

function unreadable(why: string): WidgetView {
  return { x: 0, y: 0, width: 24, height: 4, title: "", content: { kind: "unsupported", why } };
}
