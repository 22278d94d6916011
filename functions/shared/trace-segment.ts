import { randomBytes } from "node:crypto";

/**
 * A subsegment, as the daemon takes it.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html#api-segmentdocuments-subsegments
 */
export interface Subsegment extends Marks {
  readonly id: string;
  readonly name: string;
  /** Seconds since the epoch. */
  readonly start_time: number;
  readonly end_time: number;
  /** A call to AWS; absent for a step of the function's own. */
  readonly namespace?: "aws";
  readonly aws?: Readonly<Record<string, string | number>>;
  readonly http?: { readonly response: { readonly status: number } };
  /** Indexed: filter expressions find traces by them. */
  readonly annotations?: Readonly<Record<string, string | number>>;
  readonly cause?: { readonly exceptions: readonly Exception[] };
  readonly subsegments?: readonly Subsegment[];
}

/** How it ended, where it did not end well. */
export interface Marks {
  /** The caller's mistake, 4xx. */
  readonly error?: true;
  /** A refusal for too many requests; an error as well. */
  readonly throttle?: true;
  /** The callee's failure, 5xx, or none of its answers. */
  readonly fault?: true;
}

interface Exception {
  readonly id: string;
  readonly type: string;
  readonly message: string;
}

/** One datagram holds many subsegments, so none may be long. */
const LONGEST_MESSAGE = 300;

/** 64 bits in hexadecimal digits. */
export function segmentId(): string {
  return randomBytes(8).toString("hex");
}

/** Now, in seconds with fractions. */
export function seconds(): number {
  return (performance.timeOrigin + performance.now()) / 1000;
}

/** X-Ray takes letters, digits, blanks and a few signs in names: a route key's braces are left out. */
export function segmentName(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}\s_.:/%&#=+\\\-@]/gu, "").slice(0, 200);
}

export function marksOf(status: number, isThrottle = status === 429): Marks {
  if (isThrottle) return { error: true, throttle: true };
  if (status >= 500) return { fault: true };
  return status >= 400 ? { error: true } : {};
}

export function causeOf(error: Error): Pick<Subsegment, "cause"> {
  const { name: type, message } = error;
  return {
    cause: { exceptions: [{ id: segmentId(), type, message: message.slice(0, LONGEST_MESSAGE) }] },
  };
}
