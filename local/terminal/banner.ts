import { relative } from "node:path";
import type { LocalCloud } from "../start.ts";

/** What `npm start` prints when the local cloud is ready. */
export function banner(cloud: LocalCloud): string {
  const { api, apis, functionUrls, awsEndpoint, dataDir, logsDir, routes, project, stack, region } = cloud;
  const several = Object.keys(apis).length > 1;
  const addresses = [
    ...Object.entries(apis).map(([name, url]) => ["API", url, several ? name : ""]),
    ...Object.entries(functionUrls).map(([name, url]) => ["Function URL", url, name]),
    ["AWS endpoint", awsEndpoint, `credentials test / test, region ${region}`],
    ["Console", cloud.console, "dashboard, alarms, traces, logs, try-it"],
    ["Data", here(dataDir), ""],
    ["Logs", here(logsDir), ""],
    ["Traces", ...(cloud.sampleTraces ? SAMPLED : EVERY)],
  ];
  const sizes = new Map(cloud.functions.map(({ name, bytes }) => [name, bytes]));
  const table = routes.map(({ routeKey, functionName }) => {
    const [method = "", path = "(any other path)"] = routeKey === "$default" ? ["ANY"] : routeKey.split(" ");
    const bytes = sizes.get(functionName ?? "");
    return [
      method,
      path,
      functionName ?? "(not emulated)",
      bytes === undefined ? "" : `${Math.ceil(bytes / 1000)} kB`,
    ];
  });
  return [
    `${project}/${stack} is ready after ${(cloud.readyMs / 1000).toFixed(1)} s.`,
    "",
    ...columns(addresses),
    "",
    ...columns(table),
    "",
    ...cloud.notEmulated.map((line) => `  ${line}`),
    ...(api === undefined ? ["  The program declares no API."] : []),
    ...cloud.faults.map((spec) => `  FAULT ${spec} is on.`),
    "",
    "Edits are served as you save. Ctrl-C stops.",
    "",
  ].join("\n");
}

const EVERY = ["every request", "AWS would sample: --sample-traces does as well"];
const SAMPLED = ["as AWS samples", "the first request of each second and 5 % of the others"];

function here(path: string): string {
  const from = relative(process.cwd(), path);
  return from.startsWith("..") ? path : from;
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd(),
  );
}
