import type { SeriesView } from "../../dashboard/widget-view.ts";
import { metricValue } from "../format.ts";
import { Sparkline } from "../parts/sparkline.tsx";
import { latest } from "./chart-data.ts";

/** The last value of each series, large. */
export function Numbers({ series, sparkline }: { series: readonly SeriesView[]; sparkline: boolean }) {
  return (
    <dl class="numbers">
      {series.map((one) => (
        <div key={one.label}>
          <dt>{one.label}</dt>
          <dd>{metricValue(latest(one), one.unit)}</dd>
          {sparkline && (
            <dd>
              <Sparkline values={one.points.map(([, value]) => value)} label={`How ${one.label} went`} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
