import type { SeriesView } from "../../dashboard/widget-view.ts";
import { metricValue } from "../format.ts";
import { colorName, latest } from "./chart-data.ts";

/** The last values side by side. */
export function BarList({ series }: { series: readonly SeriesView[] }) {
  const most = Math.max(...series.map((one) => latest(one) ?? 0), Number.MIN_VALUE);
  return (
    <dl class="bar-list">
      {series.map((one, index) => (
        <div key={one.label}>
          <dt>{one.label}</dt>
          <dd>
            <span
              class="bar-list-bar"
              style={{
                width: `${((latest(one) ?? 0) / most) * 100}%`,
                background: one.color ?? `var(${colorName(one.label, index)})`,
              }}
            />
            <span>{metricValue(latest(one), one.unit)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
