import type { RequestEvent } from "../../events.ts";
import { withSubsegments } from "../../telemetry/traces/segment.ts";
import type { Trace } from "../../telemetry/traces/trace.ts";
import { traceSummary } from "../../telemetry/traces/trace-summary.ts";

export type TraceOutcome = "ok" | "error" | "throttle" | "fault";

/** One trace, as the list shows it. Times in milliseconds. */
export interface TraceLine {
  readonly id: string;
  readonly time: number;
  readonly durationMs: number;
  /** Absent for what did not come through a gateway. */
  readonly request?: { readonly method: string; readonly path: string; readonly status: number };
  readonly routeKey?: string;
  /** What was called first. */
  readonly entry: string;
  readonly outcome: TraceOutcome;
  readonly coldStart: boolean;
  /** Calls to AWS. */
  readonly calls: number;
}

export function traceLine(trace: Trace, request: RequestEvent | undefined): TraceLine {
  const summary = traceSummary(trace);
  const everything = trace.segments.flatMap((segment) => [...withSubsegments(segment)]);
  return {
    id: trace.id,
    time: request?.time ?? summary.startTime,
    durationMs: request?.latencyMs ?? summary.responseTime * 1000,
    entry: summary.entryPoint.name,
    outcome: outcomeOf(summary, request?.status ?? 0),
    coldStart: everything.some(({ name }) => name === "Initialization" || name === "Init"),
    calls: everything.filter(({ namespace }) => namespace === "aws").length,
    ...(request && { request: { method: request.method, path: request.path, status: request.status } }),
    ...(request?.routeKey !== undefined && { routeKey: request.routeKey }),
  };
}

function outcomeOf(
  { hasFault, hasThrottle, hasError }: ReturnType<typeof traceSummary>,
  status: number,
): TraceOutcome {
  if (hasFault || status >= 500) return "fault";
  if (hasThrottle || status === 429) return "throttle";
  return hasError || status >= 400 ? "error" : "ok";
}
