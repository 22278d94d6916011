import type uPlot from "uplot";
import type { AxisView, MarkerView, MetricContent } from "../../dashboard/widget-view.ts";
import { clock, metricValue } from "../format.ts";
import { colorName } from "./chart-data.ts";

export interface ChartBehaviour {
  /** Seconds since the epoch. */
  range(): [number, number];
  /** @param index of the times; null when the pointer leaves */
  onCursor(index: number | null | undefined): void;
}

/** How uPlot draws a widget. Colours are those of the page at this moment. */
export function chartOptions(
  element: HTMLElement,
  content: MetricContent,
  behaviour: ChartBehaviour,
): uPlot.Options {
  const color = colorsOf(element);
  const { series, markers, left, right, stacked } = content;
  const axisUnit = (axis: "left" | "right") => series.find((one) => one.axis === axis)?.unit;
  const hasRight = series.some(({ axis }) => axis === "right");
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    legend: { show: false },
    padding: [10, 14, 0, 0],
    cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
    scales: {
      x: { time: true, range: () => behaviour.range() },
      left: { range: scaleRange(left, markers, "left") },
      ...(hasRight && { right: { range: scaleRange(right, markers, "right") } }),
    },
    axes: [
      { ...axisLook(color), space: 56, values: times },
      { ...axisLook(color), scale: "left", size: 56, values: labels(axisUnit("left")) },
      ...(hasRight
        ? [
            {
              ...axisLook(color),
              scale: "right",
              side: 1 as const,
              size: 56,
              grid: { show: false },
              values: labels(axisUnit("right")),
            },
          ]
        : []),
    ],
    series: [
      {},
      ...series.map((one, index) => {
        const stroke = one.color ?? color(colorName(one.label, index));
        return {
          label: one.label,
          scale: one.axis,
          stroke,
          width: 2,
          points: { show: isSparse, size: 5, fill: stroke },
          ...((stacked || series.length === 1) && { fill: faded(stroke) }),
        };
      }),
    ],
    ...(stacked && {
      bands: series.slice(1).map((_, index) => ({ series: [index + 2, index + 1] as [number, number] })),
    }),
    hooks: {
      draw: [(chart) => drawMarkers(chart, markers, color)],
      setCursor: [(chart) => behaviour.onCursor(chart.cursor.idx)],
    },
  };
}

type Color = (name: string) => string;

/** Reads a colour of the style sheet as it is now, light or dark. */
function colorsOf(element: HTMLElement): Color {
  return (name) => {
    element.style.color = `var(${name})`;
    const color = getComputedStyle(element).color;
    element.style.color = "";
    return color;
  };
}

function axisLook(color: Color) {
  return {
    stroke: color("--muted"),
    font: "11px system-ui, sans-serif",
    grid: { stroke: color("--line"), width: 1 },
    ticks: { stroke: color("--line"), width: 1, size: 4 },
  };
}

const DAY_SECONDS = 86_400;

/** `11:05`, with the day where the range is longer than one. */
function times({ scales }: uPlot, values: number[]): string[] {
  const { min = 0, max = 0 } = scales.x ?? {};
  const withDay = (max ?? 0) - (min ?? 0) > DAY_SECONDS;
  return values.map((seconds) => {
    const date = new Date(seconds * 1000);
    const time = clock(date.getTime(), false).slice(0, 5);
    return withDay ? `${date.getDate()}/${date.getMonth() + 1} ${time}` : time;
  });
}

/** As many points as can be told apart; more are a line. A single one would be no line at all. */
const MAX_DOTS = 60;

function isSparse({ data }: uPlot, index: number): boolean {
  return (data[index] ?? []).filter((value) => value !== null).length <= MAX_DOTS;
}

function labels(unit: string | undefined) {
  return (_: uPlot, values: number[]) => values.map((value) => metricValue(value, unit));
}

/** From the declared least, or from nought, to what is there; the lines that mark a level are in sight. */
function scaleRange({ min, max }: AxisView, markers: readonly MarkerView[], axis: "left" | "right") {
  const levels = markers.filter((marker) => marker.axis === axis).map(({ value }) => value);
  return (_: uPlot, low: number | null, high: number | null): [number, number] => {
    const least = min ?? Math.min(0, low ?? 0);
    const most = max ?? Math.max(high ?? 0, ...levels) * 1.08;
    return [least, most > least ? most : least + 1];
  };
}

/** The same colour, for an area. */
function faded(color: string): string {
  const [, channels] = /^rgba?\(([^)]*)\)$/.exec(color) ?? [];
  return channels === undefined ? `${color}22` : `rgba(${channels.split(",").slice(0, 3).join(",")}, 0.14)`;
}

function drawMarkers(chart: uPlot, markers: readonly MarkerView[], color: Color): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.setLineDash([6, 4]);
  ctx.lineWidth = 1.5 * devicePixelRatio;
  for (const { value, axis, color: own } of markers) {
    const y = Math.round(chart.valToPos(value, axis, true));
    ctx.strokeStyle = own ?? color("--marker");
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}
