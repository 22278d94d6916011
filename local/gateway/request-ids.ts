import { newTraceId } from "../lambda/trace-header.ts";
import { randomHex } from "../random-hex.ts";

/** An id in the form that HTTP APIs give their requests, for example `JKJaXmPLvHcESHA=`. */
export function apiRequestId(): string {
  return `${Buffer.from(randomHex(22), "hex").toString("base64url")}=`;
}

/** A new trace, undecided on sampling. https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export function traceId(millisecondsSinceEpoch: number): string {
  return `Root=${newTraceId(millisecondsSinceEpoch)}`;
}
