import type { RequestEvent } from "../../events.ts";

/** One answered request, as lists show it. Times in milliseconds. */
export interface RequestLine {
  readonly time: number;
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly routeKey?: string;
  readonly status: number;
  readonly latencyMs: number;
  readonly functionName?: string;
  /** Leads to its trace and its log lines. */
  readonly functionRequestId?: string;
  /** Why the gateway itself refused it. */
  readonly error?: string;
}

export function requestLine(event: RequestEvent): RequestLine {
  const { time, requestId, method, path, routeKey, status, latencyMs } = event;
  const { functionName, functionRequestId, error } = event;
  return {
    time,
    requestId,
    method,
    path,
    status,
    latencyMs,
    ...(routeKey !== undefined && { routeKey }),
    ...(functionName !== undefined && { functionName }),
    ...(functionRequestId !== undefined && { functionRequestId }),
    ...(error !== undefined && { error }),
  };
}
