import { randomHex } from "../random-hex.ts";

/**
 * The `X-Amzn-Trace-Id` header that a function sees: the caller's root, this function's own segment as the parent.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export interface Trace {
  readonly header: string;
  readonly traceId: string;
  readonly segmentId: string;
  readonly sampled: boolean;
}

/**
 * @param active whether the function is traced where its caller has not decided
 * @param samples whether a trace is sampled then; by default each is
 */
export function traceOf(
  incoming: string | undefined,
  active: boolean,
  samples: (traceId: string) => boolean = () => true,
): Trace {
  const traceId = field(incoming, "Root") ?? newTraceId(Date.now());
  const decision = field(incoming, "Sampled");
  const sampled = decision === undefined || decision === "?" ? active && samples(traceId) : decision === "1";
  const segmentId = randomHex(16);
  const header = `Root=${traceId};Parent=${segmentId};Sampled=${sampled ? 1 : 0}`;
  return { header, traceId, segmentId, sampled };
}

function field(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(";") ?? []) {
    const [key, value] = part.trim().split("=");
    if (key === name) return value;
  }
  return undefined;
}

/** The id of a trace that begins then. */
export function newTraceId(millisecondsSinceEpoch: number): string {
  const seconds = Math.floor(millisecondsSinceEpoch / 1000).toString(16);
  return `1-${seconds}-${randomHex(24)}`;
}
