import { causeOf, type Marks, type Subsegment, seconds, segmentId, segmentName } from "./trace-segment.ts";
import { sendToDaemon } from "./xray-daemon.ts";

/** How an invocation ended. */
export interface TraceEnd extends Marks {
  /** What happened, as a name: `POST /message`. */
  readonly name: string;
  readonly annotations: Readonly<Record<string, string | number>>;
}

/** With their causes, as many as one datagram surely holds. */
const SUBSEGMENTS_AT_ONCE = 40;

/** One invocation in X-Ray: a subsegment below Lambda's own segment, and what it consists of below that. */
class InvocationTrace {
  readonly #traceId: string;
  readonly #parentId: string;
  readonly #id = segmentId();
  readonly #startedAt = seconds();
  #finished: Subsegment[] = [];

  constructor(traceId: string, parentId: string) {
    this.#traceId = traceId;
    this.#parentId = parentId;
  }

  add(subsegment: Subsegment): void {
    this.#finished.push(subsegment);
    if (this.#finished.length < SUBSEGMENTS_AT_ONCE) return;
    for (const each of this.#finished) this.#send(each, this.#id);
    this.#finished = [];
  }

  end({ name, ...rest }: TraceEnd): void {
    const subsegments = this.#finished;
    const whole: Subsegment = {
      id: this.#id,
      name: segmentName(name),
      start_time: this.#startedAt,
      end_time: seconds(),
      ...rest,
      ...(subsegments.length > 0 && { subsegments }),
    };
    this.#send(whole, this.#parentId);
  }

  #send(subsegment: Subsegment, parentId: string): void {
    sendToDaemon({ type: "subsegment", trace_id: this.#traceId, parent_id: parentId, ...subsegment });
  }
}

/** An execution environment has one invocation at a time. */
let current: InvocationTrace | undefined;

/**
 * Begins an invocation's trace, if Lambda has sampled it.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 *
 * @returns ends it: what was recorded is sent
 */
export function beginTrace(header = process.env._X_AMZN_TRACE_ID): (end: TraceEnd) => void {
  const [, traceId] = /(?:^|;)Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/.exec(header ?? "") ?? [];
  const [, parentId] = /(?:^|;)Parent=([0-9a-f]{16})(?:;|$)/.exec(header ?? "") ?? [];
  const isSampled = /(?:^|;)Sampled=1(?:;|$)/.test(header ?? "");
  if (traceId === undefined || parentId === undefined || !isSampled) {
    current = undefined;
    return () => {};
  }
  const trace = new InvocationTrace(traceId, parentId);
  current = trace;
  return (end) => {
    if (current === trace) current = undefined;
    trace.end(end);
  };
}

/** Whether what happens now is recorded. */
export function isTraced(): boolean {
  return current !== undefined;
}

/** Adds what has ended to the invocation's trace; without a trace it is dropped. */
export function record(subsegment: Omit<Subsegment, "id" | "end_time">): void {
  current?.add({ id: segmentId(), end_time: seconds(), ...subsegment });
}

/** Runs a part of the work that deserves a name of its own in the trace. */
export async function step<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
  if (!isTraced()) return run();
  const start_time = seconds();
  try {
    const result = await run();
    record({ name, start_time });
    return result;
  } catch (error) {
    record({ name, start_time, fault: true, ...(error instanceof Error && causeOf(error)) });
    throw error;
  }
}
