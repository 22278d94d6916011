import type { IncomingMessage } from "node:http";
import type { HttpResponse } from "../../payload/response.ts";
import type { CorsConfiguration } from "./definition.ts";

/** The parts of a request that CORS looks at. */
export type CorsRequest = Pick<IncomingMessage, "method" | "headers">;

type Header = readonly [name: string, value: string];

/** The headers that a gateway owns once CORS is configured: what a function says of them is dropped. */
const OWNED =
  /^access-control-(allow-origin|allow-methods|allow-headers|allow-credentials|expose-headers|max-age)$/;

/**
 * The gateway's own answer to a preflight: what is allowed if the origin is, no header if it is not. Undefined for any
 * other request, and where CORS is not configured. https://fetch.spec.whatwg.org/#cors-preflight-fetch
 *
 * @param statusCode 204 at an API, 200 at a Function URL.
 */
export function preflightResponse(
  cors: CorsConfiguration | undefined,
  { method, headers: { origin, "access-control-request-method": requestedMethod } }: CorsRequest,
  statusCode: number,
): HttpResponse | undefined {
  if (cors === undefined || method !== "OPTIONS" || origin === undefined || requestedMethod === undefined) {
    return undefined;
  }
  const headers: Header[] = allowedOrigin(cors, origin);
  if (headers.length > 0) {
    pushList(headers, "access-control-allow-methods", cors.allowMethods);
    pushList(headers, "access-control-allow-headers", cors.allowHeaders);
    pushList(headers, "access-control-expose-headers", cors.exposeHeaders);
    if (cors.maxAge !== undefined) headers.push(["access-control-max-age", String(cors.maxAge)]);
  }
  return { statusCode, headers, body: Buffer.alloc(0) };
}

/**
 * An answer as the gateway sends it: the function's own CORS headers give way to the configured ones.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function withCors(
  response: HttpResponse,
  cors: CorsConfiguration | undefined,
  origin: string | undefined,
): HttpResponse {
  if (cors === undefined) return response;
  const headers: Header[] = response.headers.filter(([name]) => !OWNED.test(name));
  const allowed = origin === undefined ? [] : allowedOrigin(cors, origin);
  if (allowed.length > 0) {
    headers.push(...allowed);
    pushList(headers, "access-control-expose-headers", cors.exposeHeaders);
  }
  return { ...response, headers };
}

function allowedOrigin(cors: CorsConfiguration, origin: string): Header[] {
  const rule = cors.allowOrigins.find((allowed) => matches(allowed, origin));
  if (rule === undefined) return [];
  const headers: Header[] = [["access-control-allow-origin", rule === "*" ? "*" : origin]];
  if (cors.allowCredentials) headers.push(["access-control-allow-credentials", "true"]);
  return headers;
}

/** `*`, a whole origin, or a scheme with any host behind it (`https://*`). */
function matches(allowed: string, origin: string): boolean {
  if (allowed === "*") return true;
  const [rule, asked] = [allowed.toLowerCase(), origin.toLowerCase()];
  return rule.endsWith("*") ? asked.startsWith(rule.slice(0, -1)) : rule === asked;
}

function pushList(headers: Header[], name: string, values: readonly string[]): void {
  if (values.length > 0) headers.push([name, values.join(",")]);
}
