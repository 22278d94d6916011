/** The parts of an `X-Amzn-Trace-Id` header. */
export interface TraceContext {
  readonly traceId: string;
  /** Id of the segment that it was handed on from; empty when it has none. */
  readonly parentId: string;
  readonly sampled: boolean;
}

/**
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 * @returns undefined when it names no trace
 */
export function readTraceHeader(header: string): TraceContext | undefined {
  const fields = new Map(header.split(";").map((field) => field.trim().split("=", 2) as [string, string]));
  const traceId = fields.get("Root");
  if (traceId === undefined) return undefined;
  return { traceId, parentId: fields.get("Parent") ?? "", sampled: fields.get("Sampled") === "1" };
}
