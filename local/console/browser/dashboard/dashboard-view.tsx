import { useState } from "preact/hooks";
import type { DashboardName, DashboardView as Drawn } from "../../dashboard/widget-view.ts";
import { go } from "../location.ts";
import { Pending } from "../parts/notice.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { useJson } from "../server.ts";
import { TimeRange } from "./time-range.tsx";
import { Widget } from "./widget.tsx";

const LIVE_MS = 5_000;
const DEFAULT_MINUTES = 15;

/** The declared dashboards, drawn as CloudWatch lays them out, with this machine's data. */
export function DashboardView({ chosen }: { chosen: string | undefined }) {
  const { data: names, error } = useJson<readonly DashboardName[]>("/api/dashboards");
  if (!names) return <Pending error={error} />;
  const name = chosen ?? names[0]?.name;
  if (name === undefined) return <p class="empty">The program declares no dashboard.</p>;
  return <OneDashboard key={name} name={name} names={names.map((one) => one.name)} />;
}

function OneDashboard({ name, names }: { name: string; names: readonly string[] }) {
  const [minutes, setMinutes] = useState(DEFAULT_MINUTES);
  const [isLive, setLive] = useState(true);
  const url = `/api/dashboards/${encodeURIComponent(name)}?minutes=${minutes}`;
  const { data, error } = useJson<Drawn>(url, isLive ? LIVE_MS : 0);
  return (
    <>
      <PageHead title="Dashboard" lead={name}>
        {names.length > 1 && <DashboardChoice name={name} names={names} />}
        <TimeRange minutes={minutes} onChange={setMinutes} />
        <button type="button" onClick={() => setLive(!isLive)} aria-pressed={isLive}>
          {isLive ? "Pause" : "Go live"}
        </button>
      </PageHead>
      {!data ? <Pending error={error} /> : <Grid dashboard={data} />}
    </>
  );
}

function DashboardChoice({ name, names }: { name: string; names: readonly string[] }) {
  return (
    <label>
      <span class="hidden">Dashboard</span>
      <select
        value={name}
        onChange={(event) => go(`/dashboard/${encodeURIComponent(event.currentTarget.value)}`)}
      >
        {names.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}

/** CloudWatch's grid: 24 columns; on a phone the widgets come one below the other. */
function Grid({ dashboard: { widgets, from, to } }: { dashboard: Drawn }) {
  const inOrder = widgets.toSorted((a, b) => a.y - b.y || a.x - b.x);
  return (
    <div class="dashboard-grid">
      {inOrder.map((widget) => (
        <Widget key={`${widget.x} ${widget.y} ${widget.title}`} widget={widget} from={from} to={to} />
      ))}
    </div>
  );
}
