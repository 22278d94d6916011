import type { MetricContent } from "../../dashboard/widget-view.ts";
import { BarList } from "./bar-list.tsx";
import { Gauges } from "./gauges.tsx";
import { LineChart } from "./line-chart.tsx";
import { Numbers } from "./numbers.tsx";
import { SeriesTable } from "./series-table.tsx";

interface Props {
  readonly content: MetricContent;
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

/** Metrics as their widget wants them drawn. */
export function MetricDrawing({ content, title, from, to }: Props) {
  if (content.series.every(({ points }) => points.length === 0) && content.markers.length === 0) {
    return <p class="empty">No data in this time.</p>;
  }
  switch (content.view) {
    case "timeSeries":
      return <LineChart content={content} title={title} from={from} to={to} />;
    case "singleValue":
      return <Numbers series={content.series} sparkline={content.sparkline} />;
    case "gauge":
      return <Gauges series={content.series} left={content.left} />;
    case "bar":
    case "pie":
      return <BarList series={content.series} />;
    case "table":
      return <SeriesTable series={content.series} />;
  }
}
