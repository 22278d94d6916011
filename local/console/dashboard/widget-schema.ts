import * as v from "valibot";

/** Of a line: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Rendering-Object-Format */
export const LineOptions = v.object({
  id: v.optional(v.string()),
  label: v.optional(v.string()),
  expression: v.optional(v.string()),
  stat: v.optional(v.string()),
  period: v.optional(v.number()),
  color: v.optional(v.string()),
  visible: v.optional(v.boolean(), true),
  yAxis: v.optional(v.picklist(["left", "right"]), "left"),
});

const Axis = v.object({
  min: v.optional(v.number()),
  max: v.optional(v.number()),
  label: v.optional(v.string()),
});

const HorizontalLine = v.object({
  value: v.number(),
  label: v.optional(v.string()),
  color: v.optional(v.string()),
  fill: v.optional(v.picklist(["above", "below", "none", "between"])),
  visible: v.optional(v.boolean(), true),
  yAxis: v.optional(v.picklist(["left", "right"]), "left"),
});

export const MetricProperties = v.object({
  title: v.optional(v.string(), ""),
  view: v.optional(v.picklist(["timeSeries", "singleValue", "gauge", "bar", "pie", "table"]), "timeSeries"),
  stacked: v.optional(v.boolean(), false),
  sparkline: v.optional(v.boolean(), false),
  setPeriodToTimeRange: v.optional(v.boolean(), false),
  stat: v.optional(v.string(), "Average"),
  /** Seconds. */
  period: v.optional(v.number(), 300),
  metrics: v.optional(v.array(v.array(v.unknown())), []),
  yAxis: v.optional(v.object({ left: v.optional(Axis), right: v.optional(Axis) }), {}),
  annotations: v.optional(
    v.object({
      horizontal: v.optional(v.array(v.union([HorizontalLine, v.array(HorizontalLine)])), []),
      alarms: v.optional(v.array(v.string()), []),
    }),
    { horizontal: [], alarms: [] },
  ),
});

export const TextProperties = v.object({ markdown: v.string() });

export const AlarmProperties = v.object({ title: v.optional(v.string(), ""), alarms: v.array(v.string()) });

export const LogProperties = v.object({
  title: v.optional(v.string(), ""),
  query: v.string(),
  view: v.optional(v.string(), "table"),
});

const Widget = v.object({
  type: v.string(),
  /** Columns and rows of the grid. */
  x: v.optional(v.number(), 0),
  y: v.optional(v.number(), 0),
  width: v.optional(v.number(), 6),
  height: v.optional(v.number(), 6),
  properties: v.optional(v.unknown(), {}),
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export const DashboardBody = v.object({
  widgets: v.array(Widget),
  start: v.optional(v.string()),
});

export type DeclaredWidget = v.InferOutput<typeof Widget>;
export type DeclaredLineOptions = v.InferOutput<typeof LineOptions>;
export type DeclaredMetricProperties = v.InferOutput<typeof MetricProperties>;
