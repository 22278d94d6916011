import { randomUUID } from "node:crypto";

/**
 * The `X-Amzn-Trace-Id` header that a function sees: the caller's root, this function's own segment as the parent.
 * A function with active tracing is always sampled here, where AWS samples one request a second and 5 % of the rest.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export interface Trace {
  readonly header: string;
  readonly traceId: string;
  readonly segmentId: string;
  readonly sampled: boolean;
}

export function traceOf(incoming: string | undefined, active: boolean): Trace {
  const traceId = field(incoming, "Root") ?? newTraceId();
  const decision = field(incoming, "Sampled");
  const sampled = decision === undefined || decision === "?" ? active : decision === "1";
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
