import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Overview } from "../overview/overview.ts";
import { AlarmPage } from "./alarms/alarm-page.tsx";
import { AlarmsView } from "./alarms/alarms-view.tsx";
import { DashboardView } from "./dashboard/dashboard-view.tsx";
import { StoresView } from "./data/stores-view.tsx";
import { FaultBar } from "./faults/fault-bar.tsx";
import { FaultsView } from "./faults/faults-view.tsx";
import { FunctionPage } from "./lambda/function-page.tsx";
import { FunctionsView } from "./lambda/functions-view.tsx";
import { type Place, usePlace } from "./location.ts";
import { LogsView } from "./logs/logs-view.tsx";
import { Navigation, type NavigationItem } from "./navigation.tsx";
import { OverviewView } from "./overview/overview-view.tsx";
import { useJson } from "./server.ts";
import { TracePage } from "./traces/trace-page.tsx";
import { TracesView } from "./traces/traces-view.tsx";

interface View extends NavigationItem {
  /**
   * @param detail the path's second part, where there is one
   * @param refresh asks anew for what every page shows
   */
  show(detail: string | undefined, place: Place, refresh: () => void): JSX.Element;
}

const VIEWS: readonly View[] = [
  { path: "", title: "Overview", icon: "overview", show: () => <OverviewView /> },
  {
    path: "dashboard",
    title: "Dashboard",
    icon: "dashboard",
    show: (name) => <DashboardView chosen={name} />,
  },
  {
    path: "alarms",
    title: "Alarms",
    icon: "alarms",
    show: (name, { query }) =>
      name === undefined ? <AlarmsView start={query} /> : <AlarmPage name={name} />,
  },
  {
    path: "traces",
    title: "Traces",
    icon: "traces",
    show: (id, { query }) => (id === undefined ? <TracesView start={query} /> : <TracePage id={id} />),
  },
  { path: "logs", title: "Logs", icon: "logs", show: (_, { query }) => <LogsView start={query} /> },
  {
    path: "functions",
    title: "Functions",
    icon: "functions",
    show: (name) => (name === undefined ? <FunctionsView /> : <FunctionPage name={name} />),
  },
  {
    path: "faults",
    title: "Faults",
    icon: "faults",
    show: (_detail, _place, refresh) => <FaultsView onChange={refresh} />,
  },
  { path: "data", title: "Data", icon: "data", show: (name) => <StoresView chosen={name} /> },
];

const POLL_MS = 5_000;

/** The console: its navigation, and the view that the address names. */
export function App() {
  const place = usePlace();
  const overview = useJson<Overview>("/api/overview", POLL_MS);
  const [path = "", detail] = place.parts;
  const view = VIEWS.find((one) => one.path === path);
  const title = view?.title ?? "Not found";
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    document.title = `${detail ?? title} · lambdock`;
    // Who can't see that the view has changed is told by where the focus is.
    if (!isFirst.current) main.current?.focus();
    isFirst.current = false;
  }, [title, detail]);
  return (
    <div class="shell">
      <a class="skip" href="#main">
        Skip to content
      </a>
      <Navigation items={VIEWS} current={path} overview={overview} />
      <main id="main" ref={main} tabIndex={-1} aria-label={title}>
        <FaultBar faults={overview.data?.faults ?? []} />
        {view ? (
          view.show(detail, place, overview.reload)
        ) : (
          <p class="empty">The console has no view here.</p>
        )}
      </main>
    </div>
  );
}
