import { HOP_BY_HOP } from "./hop-by-hop.ts";

/** The parts of a request that its event's headers come from. */
export interface HeaderFacts {
  /** Names and values in turn, as `node:http` gives them. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly remoteAddress: string;
  /** The port that the request came in on. */
  readonly localPort: number;
}

/** Which of AWS's two doors a request came through: their events differ in small ways. */
export type EventSource = "http-api" | "function-url";

/**
 * The headers of an event: names in lower case, the values of a repeated name joined by a comma, cookies apart, and the
 * `content-length`, `x-amzn-trace-id` and `x-forwarded-*` headers that AWS adds. Proto and port are left alone when a
 * proxy in front has set them.
 */
export function eventHeaders(
  request: HeaderFacts,
  context: { readonly source: EventSource; readonly traceId?: string },
): { readonly headers: Record<string, string>; readonly cookies: string[] } {
  const headers = foldedHeaders(request.rawHeaders);
  const cookies = splitCookies(headers.get("cookie"));
  if (context.source === "http-api") headers.delete("cookie");
  headers.set("content-length", String(request.body.length));
  setDefault(headers, "x-amzn-trace-id", context.traceId);
  headers.set("x-forwarded-for", appended(headers.get("x-forwarded-for"), request.remoteAddress));
  setDefault(headers, "x-forwarded-port", String(request.localPort));
  setDefault(headers, "x-forwarded-proto", "http");
  return { headers: Object.fromEntries(headers), cookies };
}

function foldedHeaders(rawHeaders: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? "").toLowerCase();
    const value = rawHeaders[index + 1] ?? "";
    if (HOP_BY_HOP.has(name)) continue;
    const before = headers.get(name);
    const separator = name === "cookie" ? "; " : ",";
    headers.set(name, before === undefined ? value : `${before}${separator}${value}`);
  }
  return headers;
}

function splitCookies(header: string | undefined): string[] {
  if (header === undefined) return [];
  return header
    .split(";")
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== "");
}

function setDefault(headers: Map<string, string>, name: string, value: string | undefined): void {
  if (value !== undefined && !headers.has(name)) headers.set(name, value);
}

function appended(list: string | undefined, address: string): string {
  return list === undefined ? address : `${list}, ${address}`;
}
