/** The parts of an `X-Amzn-Trace-Id` header. */
export interface TraceContext {
  readonly traceId: string;
  /** Id of the segment that it was handed on from; empty when it has none. */
  readonly parentId: string;
  readonly sampled: boolean;
}

const ROOT = /(?:^|;)\s*Root=([^;\s]+)/;
const PARENT = /(?:^|;)\s*Parent=([^;\s]+)/;
const SAMPLED = /(?:^|;)\s*Sampled=1\s*(?:;|$)/;

/**
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 * @returns undefined when it names no trace
 */
export function readTraceHeader(header: string): TraceContext | undefined {
  const traceId = ROOT.exec(header)?.[1];
  if (traceId === undefined) return undefined;
  return { traceId, parentId: PARENT.exec(header)?.[1] ?? "", sampled: SAMPLED.test(header) };
}
