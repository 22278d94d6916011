import type { EventStream, LogEvent } from "../../events.ts";

/**
 * Takes every line that CloudWatch Logs would get: what functions and the platform print, and the access log lines of
 * API stages. @returns a function that ends it
 */
export function subscribeToLogEvents(events: EventStream, take: (event: LogEvent) => void): () => void {
  const ends = [
    events.subscribe("log", take),
    events.subscribe("request", ({ accessLog, time, apiId, stage }) => {
      if (!accessLog) return;
      const { logGroup, line: message } = accessLog;
      take({ type: "log", time, logGroup, logStream: `${apiId}/${stage}`, message });
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
