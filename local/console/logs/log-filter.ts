import type { LogEvent } from "../../events.ts";
import { textIn } from "../http/check.ts";
import type { LogEntry } from "./log-entry.ts";

/** What of the logs a page wants to see. */
export interface LogFilter {
  /** Whether a line can be wanted at all: cheap, asked before it is read. */
  matchesEvent(event: LogEvent): boolean;
  /** Whether it is, once its level is known; absent when the level does not matter. */
  readonly matchesEntry?: (entry: LogEntry) => boolean;
}

/** Reads `function`, `requestId`, `group`, `level` (several, with commas) and `text` (in any case). */
export function logFilter(query: URLSearchParams): LogFilter {
  const functionName = textIn(query, "function");
  const requestId = textIn(query, "requestId");
  const group = textIn(query, "group");
  const text = textIn(query, "text")?.toLowerCase();
  const levels = textIn(query, "level")?.split(",");
  return {
    matchesEvent: (event) =>
      (functionName === undefined || event.functionName === functionName) &&
      (requestId === undefined || event.requestId === requestId) &&
      (group === undefined || event.logGroup === group) &&
      (text === undefined || event.message.toLowerCase().includes(text)),
    ...(levels && { matchesEntry: ({ level }) => levels.includes(level === "" ? "NONE" : level) }),
  };
}
