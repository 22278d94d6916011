import type { SeriesView } from "../../dashboard/widget-view.ts";
import { clock, metricValue } from "../format.ts";
import { Scrollable } from "../parts/scrollable.tsx";

/** A chart's values, for those who want them exactly or can't see the lines. The newest first. */
export function SeriesTable({ series }: { series: readonly SeriesView[] }) {
  const times = [...new Set(series.flatMap(({ points }) => points.map(([time]) => time)))].sort(
    (a, b) => b - a,
  );
  const values = series.map(({ points }) => new Map(points));
  return (
    <Scrollable class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Period</th>
            {series.map(({ label }) => (
              <th scope="col" key={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((time) => (
            <tr key={time}>
              <th scope="row">{clock(time, false)}</th>
              {series.map(({ label, unit }, index) => (
                <td key={label}>{metricValue(values[index]?.get(time), unit)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  );
}
