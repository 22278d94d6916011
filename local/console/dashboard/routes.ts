import { numberIn } from "../http/check.ts";
import { ConsoleError } from "../http/console-error.ts";
import { get, type Routes } from "../http/routes.ts";
import type { ServedCloud } from "../served-cloud.ts";
import { dashboardView } from "./dashboard-view.ts";
import type { DashboardName } from "./widget-view.ts";

const MINUTE = 60_000;
const DEFAULT_MINUTES = 30;
/** As long as metrics are kept. */
const MAX_MINUTES = 15 * 24 * 60;

/** The declared dashboards, drawn with what the local cloud has measured. */
export function dashboardRoutes({ telemetry }: ServedCloud): Routes {
  return {
    answers: [
      get("/api/dashboards", (): DashboardName[] =>
        telemetry.dashboards.all.map(({ name, modifiedAt }) => ({ name, modifiedAt })),
      ),
      get("/api/dashboards/:name", ({ params, query }) => {
        const dashboard = telemetry.dashboards.dashboard(params.name ?? "");
        if (!dashboard) throw new ConsoleError(404, `The program declares no dashboard "${params.name}".`);
        const minutes = Math.min(Math.max(numberIn(query, "minutes", DEFAULT_MINUTES), 1), MAX_MINUTES);
        const to = numberIn(query, "to", Date.now());
        return dashboardView(dashboard.name, dashboard.body, {
          metrics: telemetry.metrics,
          logs: telemetry.logs,
          range: { from: to - minutes * MINUTE, to },
          alarm: (arn) => telemetry.alarms.status(arn),
        });
      }),
    ],
    streams: [],
  };
}
