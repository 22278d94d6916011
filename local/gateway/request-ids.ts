import { randomBytes } from "node:crypto";

/** An id in the form that HTTP APIs give their requests, for example `JKJaXmPLvHcESHA=`. */
export function apiRequestId(): string {
  return `${randomBytes(11).toString("base64url")}=`;
}

/** A new trace, undecided on sampling. https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export function traceId(millisecondsSinceEpoch: number): string {
  const seconds = Math.floor(millisecondsSinceEpoch / 1_000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")}`;
}
