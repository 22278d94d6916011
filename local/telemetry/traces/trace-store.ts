import * as v from "valibot";
import type { EventStream } from "../../events.ts";
import type { Clock } from "../clock.ts";
import type { TracedInvocation } from "./lambda-segments.ts";
import { RecordedTrace, type Trace } from "./trace.ts";
import { readTraceHeader } from "./trace-header.ts";
import { type TraceSummary, traceSummary } from "./trace-summary.ts";

/** What every document must have; the rest is kept unread. */
const Document = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  trace_id: v.pipe(v.string(), v.regex(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/)),
  name: v.string(),
  start_time: v.number(),
});

/** A document that is no segment. */
export class InvalidSegment extends Error {
  override readonly name = "InvalidSegment";
}

export interface TraceStoreOptions {
  readonly events: EventStream;
  readonly clock: Clock;
  /** ARN of a function. */
  readonly functionArn: (functionName: string) => string;
  /** Default: 5,000; older ones make room. */
  readonly maxTraces?: number;
}

/** About 4 KB each: 20 MB. */
const MAX_TRACES = 5_000;

/** The traces that invocations and functions have told of, in bounded memory. */
export class TraceStore {
  readonly #options: TraceStoreOptions;
  readonly #traces = new Map<string, RecordedTrace>();
  /** Goes on from trace to trace, since a new iterator passes over all that was removed lately. */
  readonly #oldest = this.#traces.keys();
  readonly #unsubscribe: () => void;

  constructor(options: TraceStoreOptions) {
    const { events, clock, functionArn } = options;
    this.#options = options;
    this.#unsubscribe = events.subscribe("invocation", (event) => {
      const trace = readTraceHeader(event.traceId);
      if (!trace?.sampled) return;
      const invocation: TracedInvocation = {
        event,
        trace,
        endedAt: clock.now(),
        functionArn: functionArn(event.functionName),
      };
      this.#trace(trace.traceId).addInvocation(invocation);
    });
  }

  stop(): void {
    this.#unsubscribe();
  }

  /** Takes a segment or a subsegment. @param document JSON. @throws InvalidSegment */
  put(document: string): void {
    this.#trace(checked(document).trace_id).addDocument(document);
  }

  get(traceId: string): Trace | undefined {
    return this.#traces.get(traceId)?.read();
  }

  /** Every trace that has a segment, the newest first. */
  summaries(): TraceSummary[] {
    return [...this.newestFirst()].map(traceSummary);
  }

  /** The same traces whole, each read when it is asked for: whoever wants a few does not pay for all. */
  *newestFirst(): Generator<Trace> {
    for (const recorded of [...this.#traces.values()].toReversed()) {
      const trace = recorded.read();
      if (trace.segments.length > 0) yield trace;
    }
  }

  /** The trace of an invocation, by Lambda's request id. */
  ofRequest(requestId: string): Trace | undefined {
    for (const recorded of [...this.#traces.values()].toReversed()) {
      if (recorded.hasRequest(requestId)) return recorded.read();
    }
    return undefined;
  }

  #trace(traceId: string): RecordedTrace {
    const { maxTraces = MAX_TRACES } = this.#options;
    const existing = this.#traces.get(traceId);
    if (existing) return existing;
    const trace = new RecordedTrace(traceId);
    this.#traces.set(traceId, trace);
    if (this.#traces.size > maxTraces) this.#traces.delete(this.#oldest.next().value ?? "");
    return trace;
  }
}

function checked(document: string): v.InferOutput<typeof Document> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(document);
  } catch {
    throw new InvalidSegment("The segment is not JSON.");
  }
  const result = v.safeParse(Document, parsed);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new InvalidSegment(`The segment's ${v.getDotPath(issue) ?? "form"} is not valid: ${issue.message}.`);
}
