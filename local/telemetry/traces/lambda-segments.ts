import { createHash } from "node:crypto";
import type { InvocationEvent } from "../../events.ts";
import type { Segment } from "./segment.ts";
import type { TraceContext } from "./trace-header.ts";

/** An invocation as it is remembered for its trace. */
export interface TracedInvocation {
  readonly event: InvocationEvent;
  readonly trace: TraceContext;
  /** When all was done, in milliseconds since the epoch. */
  readonly endedAt: number;
  readonly functionArn: string;
}

/**
 * The two segments that Lambda makes of an invocation: the service's, and the function's with its phases. What the
 * function itself has sent becomes part of its Invocation.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
 */
export function lambdaSegments(invocation: TracedInvocation, sent: readonly Segment[]): Segment[] {
  const { event, trace, endedAt, functionArn } = invocation;
  const serviceId = derivedId(trace.parentId, event.requestId, "AWS::Lambda");
  const service: Segment = {
    id: serviceId,
    name: event.functionName,
    trace_id: trace.traceId,
    start_time: event.time / 1000,
    end_time: endedAt / 1000,
    origin: "AWS::Lambda",
    resource_arn: functionArn,
    http: { response: { status: event.outcome === "throttle" ? 429 : 200 } },
    aws: { request_id: event.requestId, ...(event.qualifier !== undefined && { alias: event.qualifier }) },
    ...marks(event),
    ...(event.invocationType === "Event" && { subsegments: asyncPhases(invocation, serviceId) }),
  };
  return event.outcome === "throttle" ? [service] : [service, functionSegment(invocation, serviceId, sent)];
}

function functionSegment(
  { event, trace, endedAt, functionArn }: TracedInvocation,
  serviceId: string,
  sent: readonly Segment[],
): Segment {
  const handedOutAt = event.time + event.queuedMs;
  const startedAt = handedOutAt - (event.initDurationMs ?? 0);
  // On a busy machine the function gets its event late: what it has sent happened while it was invoked all the same.
  const lastSent = Math.max(0, ...sent.map(({ end_time = 0 }) => end_time * 1000));
  const late = Math.max(0, Math.min(lastSent, endedAt) - handedOutAt - event.durationMs);
  const invokedAt = handedOutAt + late;
  const answeredAt = invokedAt + event.durationMs;
  const phase = phases(trace.parentId);
  return {
    id: trace.parentId,
    name: event.functionName,
    trace_id: trace.traceId,
    parent_id: serviceId,
    start_time: startedAt / 1000,
    end_time: Math.max(endedAt, answeredAt) / 1000,
    origin: "AWS::Lambda::Function",
    resource_arn: functionArn,
    aws: {
      account_id: functionArn.split(":")[4],
      function_arn: functionArn,
      resource_names: [event.functionName],
    },
    ...marks(event),
    subsegments: [
      ...(event.initDurationMs === undefined ? [] : [phase("Initialization", startedAt, handedOutAt)]),
      {
        ...phase("Invocation", invokedAt, answeredAt),
        ...marks(event),
        ...(sent.length > 0 && { subsegments: sent }),
      },
      phase("Overhead", answeredAt, Math.max(endedAt, answeredAt)),
    ],
  };
}

/** What happens to an event before its function gets it. */
function asyncPhases({ event, endedAt }: TracedInvocation, serviceId: string): Segment[] {
  const phase = phases(serviceId);
  const attemptedAt = event.time + event.queuedMs;
  return [
    phase("Dwell Time", event.time, attemptedAt),
    phase("Attempt #1", attemptedAt, Math.max(endedAt, attemptedAt)),
  ];
}

function phases(parentId: string): (name: string, from: number, to: number) => Segment {
  return (name, from, to) => ({
    id: derivedId(parentId, name),
    name,
    start_time: from / 1000,
    end_time: to / 1000,
  });
}

function marks({ outcome, errorType }: InvocationEvent): Partial<Segment> {
  if (outcome === "ok") return {};
  if (outcome === "throttle") return { error: true, throttle: true };
  const cause = errorType === undefined ? {} : { cause: { exceptions: [{ type: errorType }] } };
  return { fault: true, ...cause };
}

/** The same each time that the trace is read. */
export function derivedId(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 16);
}
