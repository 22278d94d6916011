import type { EventStream } from "../../events.ts";

/**
 * Puts the access log lines of API stages among the logs, so that they are stored, filtered and read like any other.
 * @returns a function that ends it
 */
export function publishAccessLogLines(events: EventStream): () => void {
  return events.subscribe("request", ({ accessLog, time, apiId, stage }) => {
    if (!accessLog) return;
    const { logGroup, line } = accessLog;
    events.publish({ type: "log", time, logGroup, logStream: `${apiId}/${stage}`, message: line });
  });
}
