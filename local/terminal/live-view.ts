import type { EventStream, NoticeEvent } from "../events.ts";

/** Prints one line for each request, and every notice, as they happen. @returns a function that ends it */
export function showLive(events: EventStream, print: (line: string) => void): () => void {
  const coldStarts = new Map<string, number>();
  const subscriptions = [
    events.subscribe("invocation", ({ requestId, initDurationMs, functionName, outcome, errorType }) => {
      if (initDurationMs !== undefined) coldStarts.set(functionName, initDurationMs);
      if (outcome !== "ok")
        print(`  ${functionName} ${outcome}: ${errorType ?? "no error type"} (request ${requestId})`);
    }),
    events.subscribe("request", ({ method, path, status, latencyMs, functionName, error }) => {
      const cold = functionName === undefined ? undefined : coldStarts.get(functionName);
      if (functionName !== undefined) coldStarts.delete(functionName);
      const notes = [functionName, cold !== undefined && `cold start ${cold.toFixed(0)} ms`, error].filter(
        Boolean,
      );
      print(`${method} ${path} ${status} ${latencyMs.toFixed(0)} ms  ${notes.join(", ")}`);
    }),
    events.subscribe("aws-call", ({ errorCode, errorMessage, functionName, failedResources }) => {
      // Refusals are the reader's to mend; what a fault does, the reader has asked for and may want to see.
      if (errorCode?.includes("AccessDenied") || (errorCode !== undefined && failedResources))
        print(`  ${functionName ?? "operator"}: ${errorCode}: ${errorMessage}`);
    }),
    events.subscribe("alarm", ({ alarmName, previousState, state, reason }) => {
      const isNews = state === "ALARM" || previousState === "ALARM";
      if (isNews) print(`  alarm ${alarmName}: ${previousState} -> ${state}. ${reason}`);
    }),
    events.subscribe("notice", (notice) => print(noticeLine(notice))),
  ];
  return () => {
    for (const unsubscribe of subscriptions) unsubscribe();
  };
}

/** A notice as a line for a person. */
export function noticeLine({ level, message }: NoticeEvent): string {
  return level === "info" ? message : `${level}: ${message}`;
}
