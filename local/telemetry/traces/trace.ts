import { inferredSegments } from "./inferred-segments.ts";
import { lambdaSegments, type TracedInvocation } from "./lambda-segments.ts";
import type { Segment } from "./segment.ts";

/** A trace as X-Ray gives it. */
export interface Trace {
  readonly id: string;
  /** Segments, and those that were inferred, in the order of their start. */
  readonly segments: readonly Segment[];
  /** Lambda's request ids in it, by which its log lines are found. */
  readonly requestIds: readonly string[];
}

/** What has arrived of a trace, in no order: kept as it came, since most traces are never looked at. */
export class RecordedTrace {
  readonly id: string;
  readonly #invocations: TracedInvocation[] = [];
  readonly #documents: string[] = [];

  constructor(id: string) {
    this.id = id;
  }

  addInvocation(invocation: TracedInvocation): void {
    this.#invocations.push(invocation);
  }

  /** @param document JSON of one segment or subsegment */
  addDocument(document: string): void {
    this.#documents.push(document);
  }

  /** @param requestId Lambda's */
  hasRequest(requestId: string): boolean {
    return this.#invocations.some(({ event }) => event.requestId === requestId);
  }

  read(): Trace {
    const sent = latest(this.#documents.map((document) => JSON.parse(document) as Segment));
    const segments = this.#invocations.flatMap((invocation) =>
      lambdaSegments(invocation, nested(sent, invocation.trace.parentId)),
    );
    const known = new Set(this.#invocations.map(({ trace }) => trace.parentId));
    const ids = new Set(sent.map(({ id }) => id));
    // What belongs to no invocation: a function that still runs, or another program's segments.
    const others = sent.filter(({ parent_id = "" }) => !known.has(parent_id) && !ids.has(parent_id));
    const whole = [...segments, ...others.map((other) => ({ ...other, ...childrenOf(sent, other) }))];
    const all = [...whole, ...whole.flatMap(inferredSegments)];
    return {
      id: this.id,
      segments: all.sort((a, b) => a.start_time - b.start_time),
      requestIds: this.#invocations.map(({ event }) => event.requestId),
    };
  }
}

/** Of one that was sent several times, at first in progress, the last. */
function latest(segments: readonly Segment[]): Segment[] {
  return [...new Map(segments.map((segment) => [segment.id, segment])).values()];
}

/** The subsegments that were sent on their own for a parent, with their own below them. */
function nested(sent: readonly Segment[], parentId: string): Segment[] {
  return sent
    .filter(({ parent_id }) => parent_id === parentId)
    .map((segment) => ({ ...segment, ...childrenOf(sent, segment) }))
    .sort((a, b) => a.start_time - b.start_time);
}

function childrenOf(
  sent: readonly Segment[],
  { id, subsegments = [] }: Segment,
): Pick<Segment, "subsegments"> {
  const children = [...subsegments, ...nested(sent, id)];
  return children.length > 0 ? { subsegments: children } : {};
}
