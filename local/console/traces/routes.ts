import { ExpressionError } from "../../telemetry/expressions/expression.ts";
import type { Trace } from "../../telemetry/traces/trace.ts";
import { traceFilter } from "../../telemetry/traces/trace-filter.ts";
import { traceSummary } from "../../telemetry/traces/trace-summary.ts";
import { textIn } from "../http/check.ts";
import { ConsoleError } from "../http/console-error.ts";
import { get, type Routes } from "../http/routes.ts";
import { logEntry } from "../logs/log-entry.ts";
import { requestLine } from "../overview/request-line.ts";
import type { Recorder } from "../recorder/recorder.ts";
import type { ServedCloud } from "../served-cloud.ts";
import { serviceMap } from "./service-map.ts";
import type { TraceDetail, TraceList } from "./trace-answers.ts";
import { type TraceLine, traceLine } from "./trace-line.ts";
import { waterfall } from "./waterfall.ts";

/** Reading a trace costs some 50 µs: a list must not hold up the functions' requests. */
const MAX_SCANNED = 400;
const MAX_LISTED = 100;

export function traceRoutes(cloud: ServedCloud, recorder: Recorder): Routes {
  return {
    answers: [
      get("/api/traces", ({ query }) => list(cloud, recorder, query)),
      get("/api/traces/:id", ({ params }) => detail(cloud, recorder, params.id ?? "")),
    ],
    streams: [],
  };
}

/** Filters: `filter` in X-Ray's words, `function`, `outcome`, `route` (a part of method, path or route key). */
function list({ telemetry }: ServedCloud, recorder: Recorder, query: URLSearchParams): TraceList {
  const matches = filterOf(query);
  const requestOf = requestsById(recorder);
  const found: { trace: Trace; line: TraceLine }[] = [];
  let scanned = 0;
  for (const trace of telemetry.traces.newestFirst()) {
    if (scanned === MAX_SCANNED || found.length === MAX_LISTED) break;
    scanned += 1;
    const line = traceLine(trace, requestOf(trace));
    if (matches(trace, line)) found.push({ trace, line });
  }
  const traces = found.map(({ trace }) => trace);
  return {
    lines: found.map(({ line }) => line).sort((a, b) => b.time - a.time),
    map: serviceMap(
      traces,
      traces.flatMap((trace) => requestOf(trace) ?? []),
    ),
    scanned,
  };
}

function filterOf(query: URLSearchParams): (trace: Trace, line: TraceLine) => boolean {
  const functionName = textIn(query, "function");
  const outcome = textIn(query, "outcome");
  const route = textIn(query, "route")?.toLowerCase();
  const expression = textIn(query, "filter");
  const holds = expression === undefined ? undefined : compiled(expression);
  return (trace, line) =>
    (functionName === undefined || line.entry === functionName) &&
    (outcome === undefined || line.outcome === outcome) &&
    (route === undefined || searchable(line).includes(route)) &&
    (holds === undefined || holds(traceSummary(trace)));
}

function compiled(expression: string): ReturnType<typeof traceFilter> {
  try {
    return traceFilter(expression);
  } catch (error) {
    if (error instanceof ExpressionError) throw new ConsoleError(400, error.message);
    throw error;
  }
}

function searchable({ request, routeKey = "", entry }: TraceLine): string {
  return `${request?.method} ${request?.path} ${request?.status} ${routeKey} ${entry}`.toLowerCase();
}

function requestsById({ requests }: Recorder) {
  const byId = new Map(
    [...requests.newestFirst()].flatMap((request) =>
      request.functionRequestId === undefined ? [] : [[request.functionRequestId, request] as const],
    ),
  );
  return ({ requestIds }: Trace) => requestIds.map((id) => byId.get(id)).find((request) => request);
}

/** @param id a trace's, Lambda's request id, or the API's, which is all that a client knows */
function detail({ telemetry }: ServedCloud, recorder: Recorder, id: string): TraceDetail {
  const { traces } = telemetry;
  const trace = traces.get(id) ?? traces.ofRequest(id) ?? traces.ofRequest(recorder.invocationOf(id) ?? "");
  if (!trace || trace.segments.length === 0) {
    throw new ConsoleError(
      404,
      `There is no trace ${id}: it was not sampled, or has made room for newer ones.`,
    );
  }
  const request = recorder.requestOf(trace.requestIds);
  const logs = trace.requestIds.flatMap((requestId) => telemetry.logs.query({ requestId }));
  return {
    line: traceLine(trace, request),
    ...(request && { request: requestLine(request) }),
    waterfall: waterfall(trace, request),
    logs: logs.sort((a, b) => a.sequence - b.sequence).map(logEntry),
    requestIds: trace.requestIds,
    segments: trace.segments,
  };
}
