import type { LocalCloud } from "../../local/start.ts";

/** Every view of the console, and the page of one thing where a view has such pages: its address. */
const VIEWS = {
  overview: async () => "/",
  dashboard: async () => "/dashboard",
  alarms: async () => "/alarms",
  alarm: async (cloud: LocalCloud) => `/alarms/${prefix(cloud)}-api-client-errors`,
  traces: async () => "/traces",
  trace: async (cloud: LocalCloud) => `/traces/${await newestTrace(cloud)}`,
  logs: async () => "/logs?level=INFO%2CWARN%2CERROR",
  functions: async () => "/functions",
  function: async (cloud: LocalCloud) => `/functions/${prefix(cloud)}-players`,
  faults: async () => "/faults",
  data: async (cloud: LocalCloud) => `/data/${await patientsTable(cloud)}`,
};

export type ViewName = keyof typeof VIEWS;
export const VIEW_NAMES = Object.keys(VIEWS) as ViewName[];

/** Where a view of a local cloud is that has had some traffic. */
export function viewPath(cloud: LocalCloud, name: ViewName): Promise<string> {
  return VIEWS[name](cloud);
}

function prefix({ project, stack }: LocalCloud): string {
  return `${project}-${stack}`;
}

/** One that has a call to DynamoDB in it. */
async function newestTrace(cloud: LocalCloud): Promise<string> {
  const query = new URLSearchParams({ function: `${prefix(cloud)}-players`, route: "POST /players 201" });
  const { lines } = await answer<{ lines: readonly { id: string }[] }>(cloud, `/api/traces?${query}`);
  return lines[0]?.id ?? "";
}

async function patientsTable(cloud: LocalCloud): Promise<string> {
  const tables = await answer<readonly { name: string }[]>(cloud, "/api/tables");
  return tables.find(({ name }) => name.startsWith("patients"))?.name ?? "";
}

async function answer<T>({ console: url }: LocalCloud, path: string): Promise<T> {
  return (await (await fetch(`${url}${path}`)).json()) as T;
}
