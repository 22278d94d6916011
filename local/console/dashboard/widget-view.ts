import type { AlarmState } from "../../events.ts";

/** A point of a line: the period's start in milliseconds since the epoch, and its value. */
export type Point = readonly [time: number, value: number];

/** One line of a chart, or one number. */
export interface SeriesView {
  readonly label: string;
  readonly points: readonly Point[];
  readonly axis: "left" | "right";
  /** CloudWatch's unit; absent for an expression. */
  readonly unit?: string;
  /** Declared; otherwise the page chooses. */
  readonly color?: string;
}

/** A horizontal line over a chart. */
export interface MarkerView {
  readonly label: string;
  readonly value: number;
  readonly axis: "left" | "right";
  readonly color?: string;
}

export interface AxisView {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly label?: string | undefined;
}

export type MetricView = "timeSeries" | "singleValue" | "gauge" | "bar" | "pie" | "table";

export interface MetricContent {
  readonly kind: "metric";
  readonly view: MetricView;
  readonly stacked: boolean;
  readonly sparkline: boolean;
  readonly series: readonly SeriesView[];
  readonly markers: readonly MarkerView[];
  readonly left: AxisView;
  readonly right: AxisView;
  /** Of every period that the widget asks for, in seconds. */
  readonly periodSeconds: number;
}

export interface AlarmItem {
  readonly name: string;
  readonly state: AlarmState | "UNKNOWN";
  readonly reason: string;
}

export type WidgetContent =
  | MetricContent
  | { readonly kind: "text"; readonly markdown: string }
  | { readonly kind: "alarms"; readonly alarms: readonly AlarmItem[] }
  | {
      readonly kind: "log";
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  /** Says in the widget itself what is not supported. */
  | { readonly kind: "unsupported"; readonly why: string };

/** A widget in its place on CloudWatch's grid of 24 columns. */
export interface WidgetView {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly content: WidgetContent;
}

export interface DashboardView {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly widgets: readonly WidgetView[];
}

/** A dashboard in a list. */
export interface DashboardName {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}
