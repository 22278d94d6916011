import { type Rule, resourceRule } from "../rule.ts";
import { jsonOf, listOf, numberOf, recordOf, textOf } from "../values.ts";

const TYPES = ["aws:cloudwatch/dashboard:Dashboard"];
const QUOTAS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html";
const SYNTAX =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html";
const WIDGETS = 500;
const METRICS_OF_WIDGET = 500;
const METRICS = 2_500;
const COLUMNS = 24;

type Widget = Readonly<Record<string, unknown>>;

function widgetsOf(inputs: Readonly<Record<string, unknown>>): readonly Widget[] {
  return listOf(recordOf(jsonOf(textOf(inputs.dashboardBody) ?? "")).widgets).map(recordOf);
}

function metricsOf(widget: Widget): number {
  return listOf(recordOf(widget.properties).metrics).length;
}

/** A dashboard's body is text, so its size is limited by what is in it: AWS names no limit in bytes. */
export const dashboardRules: readonly Rule[] = [
  resourceRule({
    id: "dashboard-size",
    sentence: `A dashboard has at most ${WIDGETS} widgets, ${METRICS_OF_WIDGET} metrics in one and ${METRICS} in all.`,
    source: QUOTAS,
    types: TYPES,
    problems({ inputs }) {
      const counts = widgetsOf(inputs).map(metricsOf);
      const largest = Math.max(0, ...counts);
      const all = counts.reduce((sum, count) => sum + count, 0);
      return [
        ...(counts.length > WIDGETS ? [`has ${counts.length} widgets. Use at most ${WIDGETS}.`] : []),
        ...(largest > METRICS_OF_WIDGET
          ? [`has a widget of ${largest} metrics. Use at most ${METRICS_OF_WIDGET}.`]
          : []),
        ...(all > METRICS ? [`has ${all} metrics. Use at most ${METRICS}.`] : []),
      ];
    },
  }),
  resourceRule({
    id: "dashboard-body",
    sentence: `A dashboard's body is JSON with widgets, each of them with a type and within ${COLUMNS} columns.`,
    source: SYNTAX,
    types: TYPES,
    problems({ inputs }) {
      const body = textOf(inputs.dashboardBody);
      if (body === undefined) return [];
      if (!Array.isArray(recordOf(jsonOf(body)).widgets)) return ["has a body that is no JSON with widgets."];
      return widgetsOf(inputs)
        .map((widget, index) => ({ widget, index }))
        .filter(({ widget }) => !fits(widget))
        .map(
          ({ index }) => `has a widget without a type or outside of ${COLUMNS} columns: number ${index + 1}.`,
        );
    },
  }),
];

function fits({ type, x, width }: Widget): boolean {
  return typeof type === "string" && (numberOf(x) ?? 0) + (numberOf(width) ?? 6) <= COLUMNS;
}
