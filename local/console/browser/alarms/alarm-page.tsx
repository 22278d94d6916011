import type { AlarmPage as Page } from "../../alarms/alarm-answers.ts";
import type { PeriodView } from "../../alarms/alarm-view.ts";
import type { MetricContent } from "../../dashboard/widget-view.ts";
import { LineChart } from "../dashboard/line-chart.tsx";
import { SeriesTable } from "../dashboard/series-table.tsx";
import { ago, clock, count } from "../format.ts";
import { Pending } from "../parts/notice.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { useJson } from "../server.ts";
import { AlarmControls } from "./alarm-controls.tsx";
import { AlarmState } from "./alarm-state.tsx";

const POLL_MS = 3_000;
const HOUR = 3_600_000;

/** One alarm: its state and why, the data against the threshold, what happened to it, and ways to make it fire. */
export function AlarmPage({ name }: { name: string }) {
  const { data, error, reload } = useJson<Page>(`/api/alarms/${encodeURIComponent(name)}`, POLL_MS);
  if (!data) return <Pending error={error} />;
  const { line, explanation, periods, children } = data;
  return (
    <>
      <p class="crumbs">
        <a href="/alarms">Alarms</a>
      </p>
      <PageHead title={line.name} lead={line.description}>
        <AlarmState state={line.state} />
      </PageHead>
      <section class="card" aria-label="Why">
        <h2>{line.state === "ALARM" ? "Why it fires" : "Why it is quiet"}</h2>
        <p class="explanation">{explanation}</p>
        <p class="muted">
          <code>{line.condition}</code>
        </p>
        {periods.length > 0 && <Periods periods={periods} />}
        {children.length > 0 && (
          <ul class="children">
            {children.map((child) => (
              <li key={child.name}>
                <AlarmState state={child.state} />{" "}
                <a href={`/alarms/${encodeURIComponent(child.name)}`}>{child.name}</a>
              </li>
            ))}
          </ul>
        )}
      </section>
      {line.kind === "metric" && <Watched page={data} />}
      <AlarmControls page={data} onDone={reload} />
      <History page={data} />
    </>
  );
}

/** The periods that were looked at, the oldest first. */
function Periods({ periods }: { periods: readonly PeriodView[] }) {
  return (
    <ol class="periods" aria-label="Periods that were looked at, the oldest first">
      {periods.map(({ time, value, breaches }) => (
        <li
          key={time}
          class={value === undefined ? "period-none" : breaches ? "period-breach" : "period-fine"}
        >
          <strong>{value === undefined ? "no data" : count(value)}</strong>
          <span>
            {clock(time, false)}
            {breaches && " breach"}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Watched({ page: { line, series, threshold = 0, periodSeconds } }: { page: Page }) {
  const [watched, ...parts] = series;
  const now = Date.now();
  const content: MetricContent = {
    kind: "metric",
    view: "timeSeries",
    stacked: false,
    sparkline: false,
    periodSeconds,
    series: watched ? [watched] : [],
    markers: [{ label: "threshold", value: threshold, axis: "left" }],
    left: {},
    right: {},
  };
  return (
    <section class="card" aria-label="Watched metric">
      <h2>The last hour</h2>
      <div class="alarm-chart">
        <LineChart content={content} title={line.name} from={now - HOUR} to={now} />
      </div>
      {parts.length > 0 && (
        <details>
          <summary>What it is made of</summary>
          <SeriesTable series={series} />
        </details>
      )}
    </section>
  );
}

function History({ page: { history } }: { page: Page }) {
  return (
    <section class="card" aria-label="History">
      <h2>History</h2>
      <ol class="history">
        {history.map(({ time, itemType, summary }) => (
          <li key={`${time} ${summary}`}>
            <time title={new Date(time).toISOString()}>{ago(time, Date.now())}</time>{" "}
            <span class="muted">{itemType}</span> {summary}
          </li>
        ))}
      </ol>
    </section>
  );
}
