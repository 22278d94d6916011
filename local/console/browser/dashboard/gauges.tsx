import type { AxisView, SeriesView } from "../../dashboard/widget-view.ts";
import { metricValue } from "../format.ts";
import { latest } from "./chart-data.ts";

/** Length of a half circle with a radius of 40. */
const ARC = Math.PI * 40;

/** The last value of each series between the least and the most that its axis has. */
export function Gauges({
  series,
  left: { min = 0, max = 100 },
}: {
  series: readonly SeriesView[];
  left: AxisView;
}) {
  return (
    <div class="gauges">
      {series.map((one) => {
        const value = latest(one);
        const share = Math.min(Math.max(((value ?? min) - min) / (max - min || 1), 0), 1);
        const shown = metricValue(value, one.unit);
        return (
          <figure key={one.label}>
            <svg
              viewBox="0 0 100 60"
              role="img"
              aria-label={`${one.label}: ${shown} between ${min} and ${max}`}
            >
              <path class="gauge-track" d="M10 52a40 40 0 0 1 80 0" />
              <path
                class="gauge-value"
                d="M10 52a40 40 0 0 1 80 0"
                stroke-dasharray={`${share * ARC} ${ARC}`}
              />
              <text x="50" y="50">
                {shown}
              </text>
            </svg>
            <figcaption>{one.label}</figcaption>
          </figure>
        );
      })}
    </div>
  );
}
