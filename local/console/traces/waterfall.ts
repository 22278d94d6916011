import type { RequestEvent } from "../../events.ts";
import type { Segment } from "../../telemetry/traces/segment.ts";
import type { Trace } from "../../telemetry/traces/trace.ts";

export type BarKind = "gateway" | "service" | "function" | "phase" | "aws" | "remote" | "step";

/** One bar of a waterfall. Times in milliseconds. */
export interface Bar {
  readonly id: string;
  readonly name: string;
  readonly kind: BarKind;
  /** How deep it is nested; 0 for the first. */
  readonly depth: number;
  /** After the trace's start. */
  readonly offsetMs: number;
  /** Absent while it is in progress. */
  readonly durationMs?: number;
  readonly outcome: "ok" | "error" | "throttle" | "fault";
  /** What it called or did, in a few words. */
  readonly detail: string;
  /** Everything else that is known, by name. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Waterfall {
  /** Milliseconds since the epoch. */
  readonly startTime: number;
  readonly durationMs: number;
  readonly bars: readonly Bar[];
}

/** Lays out a trace in the order in which things began, each below what it is part of. */
export function waterfall({ segments }: Trace, request: RequestEvent | undefined): Waterfall {
  const own = segments.filter(({ inferred }) => inferred !== true);
  const start = Math.min(
    request?.time ?? Number.POSITIVE_INFINITY,
    ...own.map((one) => one.start_time * 1000),
  );
  const end = Math.max(
    request ? request.time + request.latencyMs : 0,
    ...own.map(({ start_time, end_time = start_time }) => end_time * 1000),
  );
  const gateway = request ? [gatewayBar(request, start)] : [];
  const roots = own.filter(({ parent_id }) => !own.some((other) => contains(other, parent_id)));
  const bars = roots.flatMap((root) => barsOf(root, own, gateway.length, start));
  return { startTime: start, durationMs: Math.max(end - start, 0), bars: [...gateway, ...bars] };
}

/** HTTP APIs send no segment to X-Ray; what the gateway itself has measured is shown all the same. */
function gatewayBar(request: RequestEvent, start: number): Bar {
  const { requestId, method, path, status, latencyMs, integrationLatencyMs, routeKey, stage, error } =
    request;
  return {
    id: requestId,
    name: "API Gateway",
    kind: "gateway",
    depth: 0,
    offsetMs: request.time - start,
    durationMs: latencyMs,
    outcome: status >= 500 ? "fault" : status === 429 ? "throttle" : status >= 400 ? "error" : "ok",
    detail: `${method} ${path} ${status}`,
    facts: {
      route: routeKey ?? "none",
      stage,
      "request id": requestId,
      ...(integrationLatencyMs !== undefined && { "integration latency, ms": integrationLatencyMs }),
      ...(error !== undefined && { error }),
    },
  };
}

function barsOf(segment: Segment, all: readonly Segment[], depth: number, start: number): Bar[] {
  const called = all.filter(({ parent_id }) => parent_id === segment.id && segment.trace_id !== undefined);
  const children = [...(segment.subsegments ?? []), ...called].sort((a, b) => a.start_time - b.start_time);
  return [bar(segment, depth, start), ...children.flatMap((child) => barsOf(child, all, depth + 1, start))];
}

function bar(segment: Segment, depth: number, start: number): Bar {
  const { id, name, start_time, end_time, http, aws = {}, annotations, metadata, cause } = segment;
  return {
    id,
    name,
    kind: kindOf(segment),
    depth,
    offsetMs: start_time * 1000 - start,
    ...(end_time !== undefined && { durationMs: (end_time - start_time) * 1000 }),
    outcome: segment.fault ? "fault" : segment.throttle ? "throttle" : segment.error ? "error" : "ok",
    detail: detailOf(segment),
    facts: {
      ...(segment.origin !== undefined && { origin: segment.origin }),
      ...(http?.response?.status !== undefined && { status: http.response.status }),
      ...(annotations && { annotations }),
      ...(Object.keys(aws).length > 0 && { aws }),
      ...(metadata && { metadata }),
      ...(cause !== undefined && { cause }),
    },
  };
}

function kindOf({ origin, namespace, name }: Segment): BarKind {
  if (origin === "AWS::Lambda") return "service";
  if (origin === "AWS::Lambda::Function") return "function";
  if (namespace === "aws") return "aws";
  if (namespace === "remote") return "remote";
  return PHASES.has(name) || name.startsWith("Attempt #") ? "phase" : "step";
}

const PHASES: ReadonlySet<string> = new Set(["Initialization", "Invocation", "Overhead", "Dwell Time"]);

function detailOf({ aws = {}, http, origin }: Segment): string {
  const { operation, table_name, bucket_name } = aws;
  const parts = [operation, table_name ?? bucket_name].filter((part) => typeof part === "string");
  if (parts.length > 0) return parts.join(" ");
  const { method, url } = http?.request ?? {};
  if (url !== undefined) return [method, url].join(" ");
  return origin === "AWS::Lambda" ? "the service" : origin === "AWS::Lambda::Function" ? "the function" : "";
}

/** Whether an id is that of a segment or of anything in it. */
function contains(segment: Segment, id: string | undefined): boolean {
  if (id === undefined) return false;
  return segment.id === id || (segment.subsegments ?? []).some((child) => contains(child, id));
}
