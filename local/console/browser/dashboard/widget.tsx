import { useState } from "preact/hooks";
import type { WidgetContent, WidgetView } from "../../dashboard/widget-view.ts";
import { AlarmStates } from "./alarm-states.tsx";
import { LogRows } from "./log-rows.tsx";
import { Markdown } from "./markdown.tsx";
import { MetricDrawing } from "./metric-drawing.tsx";
import { SeriesTable } from "./series-table.tsx";

interface Props {
  readonly widget: WidgetView;
  readonly from: number;
  readonly to: number;
}

/** One widget in its place. */
export function Widget({ widget, from, to }: Props) {
  const { x, y, width, height, title, content } = widget;
  const [isTable, setTable] = useState(false);
  const place = {
    "--column": `${x + 1} / span ${width}`,
    "--row": `${y + 1} / span ${height}`,
    "--height": String(height),
  };
  return (
    <article class={`widget widget-${content.kind}`} style={place} aria-label={title || undefined}>
      {(title !== "" || content.kind === "metric") && (
        <header>
          <h3>{title}</h3>
          {content.kind === "metric" && (
            <button
              type="button"
              class="quiet small"
              aria-pressed={isTable}
              aria-label={`Values of ${title}`}
              onClick={() => setTable(!isTable)}
            >
              Values
            </button>
          )}
        </header>
      )}
      <div class="widget-body">
        {isTable && content.kind === "metric" ? (
          <SeriesTable series={content.series} />
        ) : (
          <Content content={content} title={title} from={from} to={to} />
        )}
      </div>
    </article>
  );
}

interface ContentProps {
  readonly content: WidgetContent;
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

function Content({ content, title, from, to }: ContentProps) {
  switch (content.kind) {
    case "metric":
      return <MetricDrawing content={content} title={title} from={from} to={to} />;
    case "text":
      return <Markdown text={content.markdown} />;
    case "alarms":
      return <AlarmStates alarms={content.alarms} />;
    case "log":
      return <LogRows columns={content.columns} rows={content.rows} />;
    case "unsupported":
      return <p class="unsupported">Not supported here: {content.why}</p>;
  }
}
