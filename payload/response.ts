import type { EventSource } from "./event-headers.ts";
import { HOP_BY_HOP } from "./hop-by-hop.ts";
import { validateHeaderName, validateHeaderValue } from "./node-http.ts";

/** An HTTP answer: header names in lower case, a name may occur more than once. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** The function answered something that payload format 2.0 can't turn into HTTP. */
export interface MalformedResponse {
  /** One clause that says what is wrong, for a log line; never for the client. */
  readonly malformed: string;
}

/** The content type of an answer that has a `statusCode` and names no content type. */
const DEFAULT_CONTENT_TYPE: Readonly<Record<EventSource, string>> = {
  "http-api": "text/plain;charset=UTF-8",
  "function-url": "application/json",
};

/**
 * Makes HTTP of what a function answered. Without a `statusCode` the whole payload is the body of a 200, byte for byte
 * and with content type `application/json`, JSON or not; with one, it is a structured answer and must be well formed.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response
 *
 * @param payload the function's answer as Lambda returns it, a JSON text.
 */
export function toHttpResponse(payload: Buffer, source: EventSource): HttpResponse | MalformedResponse {
  const answer = parseObject(payload);
  if (answer === undefined || answer.statusCode === undefined) {
    return { statusCode: 200, headers: [["content-type", "application/json"]], body: payload };
  }
  try {
    return structured(answer, source);
  } catch (error) {
    if (error instanceof Malformed) return { malformed: error.message };
    throw error;
  }
}

class Malformed extends Error {}

function parseObject(payload: Buffer): Readonly<Record<string, unknown>> | undefined {
  // A payload that does not start as an object can't have a status code: no need to parse megabytes of string.
  if (payload[payload.findIndex((byte) => byte > 0x20)] !== 0x7b) return undefined;
  try {
    return JSON.parse(payload.toString("utf8"));
  } catch {
    return undefined;
  }
}

function structured(answer: Readonly<Record<string, unknown>>, source: EventSource): HttpResponse {
  const headers = [...headersOf(answer.headers), ...cookiesOf(answer.cookies)];
  if (!headers.some(([name]) => name === "content-type")) {
    headers.unshift(["content-type", DEFAULT_CONTENT_TYPE[source]]);
  }
  return {
    statusCode: statusCodeOf(answer.statusCode),
    headers,
    body: bodyOf(answer.body, answer.isBase64Encoded),
  };
}

function statusCodeOf(value: unknown): number {
  const status = typeof value === "string" && /^\d{3}$/.test(value) ? Number(value) : value;
  // 1xx are interim: no function can answer a request with one.
  if (typeof status !== "number" || !Number.isInteger(status) || status < 200 || status > 599) {
    throw new Malformed(`statusCode is ${JSON.stringify(value)}, not a whole number from 200 to 599`);
  }
  return status;
}

function headersOf(value: unknown): [string, string][] {
  if (value === undefined || value === null) return [];
  if (!isRecord(value)) throw new Malformed("headers is no object");
  const headers: [string, string][] = [];
  for (const [name, given] of Object.entries(value)) {
    const lowerCase = name.toLowerCase();
    if (HOP_BY_HOP.has(lowerCase) || lowerCase === "content-length" || given === null) continue;
    headers.push(checkedHeader(lowerCase, given));
  }
  return headers;
}

function cookiesOf(value: unknown): [string, string][] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Malformed("cookies is no array");
  return value.map((cookie) => checkedHeader("set-cookie", cookie));
}

function checkedHeader(name: string, value: unknown): [string, string] {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    throw new Malformed(`header ${JSON.stringify(name)} is no string`);
  }
  const text = String(value);
  try {
    validateHeaderName(name);
    validateHeaderValue(name, text);
  } catch {
    throw new Malformed(`header ${JSON.stringify(name)} has a name or a value that HTTP does not allow`);
  }
  return [name, text];
}

function bodyOf(body: unknown, isBase64Encoded: unknown): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body !== "string") throw new Malformed("body is no string");
  if (isBase64Encoded !== undefined && isBase64Encoded !== null && typeof isBase64Encoded !== "boolean") {
    throw new Malformed("isBase64Encoded is no boolean");
  }
  if (isBase64Encoded !== true) return Buffer.from(body, "utf8");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(body)) throw new Malformed("body is no base64");
  return Buffer.from(body, "base64");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
