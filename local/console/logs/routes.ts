import type { LogGroup, StoredLogEvent } from "../../telemetry/logs/log-group.ts";
import { numberIn } from "../http/check.ts";
import { get, type Push, type Routes } from "../http/routes.ts";
import type { ServedCloud } from "../served-cloud.ts";
import { type LogEntry, logEntry } from "./log-entry.ts";
import { type LogFilter, logFilter } from "./log-filter.ts";
import type { LogSources } from "./log-sources.ts";

const DEFAULT_LIMIT = 300;
const MAX_LIMIT = 5_000;

/** The newest lines that match, and those that come. */
export function logRoutes(cloud: ServedCloud): Routes {
  return {
    answers: [
      get("/api/logs", ({ query }) =>
        newest(cloud, logFilter(query), Math.min(numberIn(query, "limit", DEFAULT_LIMIT), MAX_LIMIT)),
      ),
      get("/api/logs/sources", () => sources(cloud)),
    ],
    streams: [{ path: "/api/logs/stream", open: ({ query }, push) => tail(cloud, logFilter(query), push) }],
  };
}

/** In order of arrival. */
function newest({ telemetry }: ServedCloud, filter: LogFilter, limit: number): LogEntry[] {
  const found = telemetry.logs.groups.flatMap((group) => newestOf(group, filter, limit));
  return found.sort((a, b) => a.sequence - b.sequence).slice(-limit);
}

function newestOf(group: LogGroup, filter: LogFilter, limit: number): LogEntry[] {
  const found: LogEntry[] = [];
  for (const stored of [...group.events()].reverse()) {
    const entry = wanted(stored, filter);
    if (entry) found.push(entry);
    if (found.length === limit) break;
  }
  return found;
}

function tail({ events }: ServedCloud, filter: LogFilter, push: Push): () => void {
  // Above every number that the store gives, so that what comes by stream is after what was there.
  let sequence = Number.MAX_SAFE_INTEGER / 2;
  return events.subscribe("log", (event) => {
    sequence += 1;
    if (!filter.matchesEvent(event)) return;
    const stored = { sequence, event };
    if (!filter.matchesEntry) {
      push(() => logEntry(stored));
      return;
    }
    // Read whether or not there is room: what is left out is counted, and only what is wanted.
    const entry = logEntry(stored);
    if (filter.matchesEntry(entry)) push(() => entry);
  });
}

function wanted(stored: StoredLogEvent, filter: LogFilter): LogEntry | undefined {
  if (!filter.matchesEvent(stored.event)) return undefined;
  const entry = logEntry(stored);
  return (filter.matchesEntry?.(entry) ?? true) ? entry : undefined;
}

function sources({ telemetry, functions }: ServedCloud): LogSources {
  return {
    groups: telemetry.logs.groups.map(({ name }) => name),
    functions: functions.map(({ configuration }) => configuration.name),
  };
}
