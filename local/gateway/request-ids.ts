import { randomUUID } from "node:crypto";

/** An id in the form that HTTP APIs give their requests, for example `JKJaXmPLvHcESHA=`. */
export function apiRequestId(): string {
  return `${Buffer.from(randomHex(22), "hex").toString("base64url")}=`;
}

/** A new trace, undecided on sampling. https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export function traceId(millisecondsSinceEpoch: number): string {
  const seconds = Math.floor(millisecondsSinceEpoch / 1_000).toString(16);
  return `Root=1-${seconds}-${randomHex(24)}`;
}

/** From a UUID, because Node keeps a store of random bytes for those and asks the kernel each time for others. */
function randomHex(digits: number): string {
  return randomUUID().replaceAll("-", "").slice(-digits);
}
