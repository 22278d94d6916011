import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import type { MetricContent } from "../../dashboard/widget-view.ts";
import { metricValue } from "../format.ts";
import { Scrollable } from "../parts/scrollable.tsx";
import { colorName, columnsOf, latest, stacked } from "./chart-data.ts";
import { chartOptions } from "./chart-options.ts";

interface Props {
  readonly content: MetricContent;
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

/** Lines over time, with a legend that says their values where the pointer is, or the last ones. */
export function LineChart({ content, title, from, to }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const range = useRef({ from, to });
  range.current = { from, to };
  const [at, setAt] = useState<number>();
  const columns = columnsOf(content);
  const drawn = content.stacked ? stacked(columns) : columns;
  const shape = JSON.stringify({ ...content, series: content.series.map(({ points, ...rest }) => rest) });
  const current = useRef(drawn);
  current.current = drawn;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const draw = () => {
      chart.current?.destroy();
      const options = chartOptions(element, JSON.parse(shape) as MetricContent, {
        range: () => [range.current.from / 1000, range.current.to / 1000],
        onCursor: (index) => setAt(index ?? undefined),
      });
      chart.current = new uPlot(options, current.current, element);
    };
    draw();
    const resized = new ResizeObserver(() =>
      chart.current?.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    resized.observe(element);
    const colors = matchMedia("(prefers-color-scheme: dark)");
    colors.addEventListener("change", draw);
    document.addEventListener("themechange", draw);
    return () => {
      resized.disconnect();
      colors.removeEventListener("change", draw);
      document.removeEventListener("themechange", draw);
      chart.current?.destroy();
      chart.current = null;
    };
  }, [shape]);
  useEffect(() => chart.current?.setData(drawn), [drawn]);

  return (
    <div class="chart">
      <div class="chart-canvas" ref={box} role="img" aria-label={inWords(title, content)} />
      <Legend content={content} valueAt={(index) => valueAt(columns, index, at)} />
    </div>
  );
}

type ValueAt = (series: number) => number | null | undefined;

/** The value under the pointer; undefined when there is no pointer. */
function valueAt(columns: ReturnType<typeof columnsOf>, series: number, at: number | undefined) {
  return at === undefined ? undefined : columns[series + 1]?.[at];
}

function Legend({
  content: { series, markers },
  valueAt: value,
}: {
  content: MetricContent;
  valueAt: ValueAt;
}) {
  return (
    <Scrollable class="legend">
      <ul>
        {series.map((one, index) => {
          const pointed = value(index);
          const shown = pointed === undefined ? latest(one) : (pointed ?? undefined);
          return (
            <li key={one.label}>
              <span
                class="swatch"
                style={{ background: one.color ?? `var(${colorName(one.label, index)})` }}
              />
              {one.label} <strong>{metricValue(shown, one.unit)}</strong>
            </li>
          );
        })}
        {markers.map(({ label, value: level, color }) => (
          <li key={label}>
            <span class="swatch swatch-line" style={{ borderColor: color ?? "var(--marker)" }} />
            {label} <strong>{metricValue(level, series[0]?.unit)}</strong>
          </li>
        ))}
      </ul>
    </Scrollable>
  );
}

function inWords(title: string, { series }: MetricContent): string {
  const parts = series.map((one) => `${one.label} ${metricValue(latest(one), one.unit)}`);
  return `Chart ${title}, latest values: ${parts.join(", ")}`;
}
