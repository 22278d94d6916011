import { randomUUID } from "node:crypto";

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
  const traceId = field(incoming, "Root") ?? newTraceId();
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

function newTraceId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `1-${seconds}-${randomHex(24)}`;
}

/** From a UUID, because Node keeps a store of random bytes for those and asks the kernel each time for others. */
function randomHex(digits: number): string {
  return randomUUID().replaceAll("-", "").slice(-digits);
}
