import { isUtf8 } from "node:buffer";
import { unescape as decodeLeniently } from "node:querystring";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { clfTime } from "./clf-time.ts";
import { type EventSource, eventHeaders, type HeaderFacts } from "./event-headers.ts";
import { isTextBody } from "./text-body.ts";

/**
 * API Gateway's payload format 2.0, between HTTP and a Lambda handler.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export type HttpApiEvent = APIGatewayProxyEventV2;

/** What a server knows of one HTTP request; the field names are those of `node:http`. */
export interface HttpRequest extends HeaderFacts {
  readonly method: string;
  /** The request target as it was sent, for example `/items/a%2Fb?page=2`. */
  readonly url: string;
  /** `1.1`. */
  readonly httpVersion: string;
  readonly body: Buffer;
}

/** What the caller of {@link toEvent} adds to the HTTP request. */
export interface EventContext {
  readonly source: EventSource;
  readonly accountId: string;
  readonly apiId: string;
  /** For example `a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com`. */
  readonly domainName: string;
  /** `$default` or the stage's name. */
  readonly stage: string;
  readonly stageVariables?: Readonly<Record<string, string>>;
  /** `$default`, or for example `GET /items/{id}`. */
  readonly routeKey: string;
  /** Decoded values; absent or empty for a route without parameters. */
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly requestId: string;
  /** Milliseconds since the epoch at which the request arrived. */
  readonly time: number;
  /** Becomes the `x-amzn-trace-id` header, unless the client sent one. */
  readonly traceId?: string;
}

/** The event of one HTTP request. Fields that API Gateway leaves out are absent. */
export function toEvent(request: HttpRequest, context: EventContext): HttpApiEvent {
  const { path, query } = splitTarget(request.url);
  const rawPath = context.source === "http-api" ? decodePath(path) : path;
  const { headers, cookies } = eventHeaders(request, context);
  return {
    version: "2.0",
    routeKey: context.routeKey,
    rawPath,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(query !== "" && { queryStringParameters: queryParameters(query) }),
    requestContext: requestContext(request, context, rawPath, headers["user-agent"]),
    ...bodyOf(request, headers),
    ...(hasEntries(context.pathParameters) && { pathParameters: { ...context.pathParameters } }),
    ...(hasEntries(context.stageVariables) && { stageVariables: { ...context.stageVariables } }),
  };
}

function requestContext(
  request: HttpRequest,
  context: EventContext,
  path: string,
  userAgent: string | undefined,
): HttpApiEvent["requestContext"] {
  return {
    accountId: context.accountId,
    apiId: context.apiId,
    domainName: context.domainName,
    domainPrefix: context.domainName.split(".", 1)[0] ?? "",
    http: {
      method: request.method,
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.remoteAddress,
      userAgent: userAgent ?? "",
    },
    requestId: context.requestId,
    routeKey: context.routeKey,
    stage: context.stage,
    time: clfTime(context.time),
    timeEpoch: context.time,
  };
}

/** Path and query of a request target, neither decoded. The absolute form that proxies send is understood. */
export function splitTarget(url: string): { readonly path: string; readonly query: string } {
  const target = url.startsWith("/") ? url : url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, "");
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  return { path: path === "" ? "/" : path, query: mark < 0 ? "" : target.slice(mark + 1) };
}

/** Decodes percent escapes; an escape that is none stays as it is, and bytes that are no UTF-8 become U+FFFD. */
function decodePath(path: string): string {
  return path.includes("%") ? decodeLeniently(path) : path;
}

/** Decoded values by name, those of a repeated name joined by a comma. */
function queryParameters(query: string): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  // Unlike an assignment, fromEntries takes a parameter named __proto__ for what it is.
  return Object.fromEntries(values);
}

function bodyOf(
  { body }: HttpRequest,
  headers: HttpApiEvent["headers"],
): { readonly body?: string; readonly isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  // Bytes that are no UTF-8 would be garbled as text. What AWS does with them is not documented.
  return isTextBody(headers["content-type"], headers["content-encoding"]) && isUtf8(body)
    ? { body: body.toString("utf8"), isBase64Encoded: false }
    : { body: body.toString("base64"), isBase64Encoded: true };
}

function hasEntries(record: Readonly<Record<string, string>> | undefined): boolean {
  return record !== undefined && Object.keys(record).length > 0;
}
