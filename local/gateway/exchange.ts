import type { IncomingMessage, ServerResponse } from "node:http";
import { type HttpRequest, splitTarget } from "../../payload/event.ts";
import { BodyIncomplete, BodyTooLarge, readBody } from "../../payload/request-body.ts";
import type { HttpResponse } from "../../payload/response.ts";
import { refuseBody, writeResponse } from "../../payload/write-response.ts";
import type { EventStream, RequestEvent } from "../events.ts";
import { isLocalHost } from "../host-header.ts";
import { API_ANSWERS, MISDIRECTED } from "./own-answers.ts";

/** One HTTP request on its way through a gateway. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly method: string;
  /** As it was sent, without the query string. */
  readonly path: string;
  /** Milliseconds since the epoch at which the headers had arrived. */
  readonly time: number;
  /** The same on the clock that durations are measured with. */
  readonly startedAt: number;
}

/** What a site made of an exchange. */
export interface Outcome {
  readonly response: HttpResponse;
  readonly facts: Pick<RequestEvent, "apiId" | "stage" | "requestId"> &
    Partial<
      Pick<RequestEvent, "routeKey" | "integrationLatencyMs" | "error" | "functionName" | "functionRequestId">
    >;
  /** Writes the access log line once the latency is known. */
  readonly accessLog?: (latencyMs: number) => { readonly logGroup: string; readonly line: string };
}

/** What answers at one port: an API or a Function URL, as last declared. */
export interface Site {
  /** Of events about requests that get no further than the door. */
  readonly apiId: string;
  /** @throws {@link BodyIncomplete} when the client goes away; everything else is an outcome. */
  answer(exchange: Exchange): Promise<Outcome>;
}

/** The most that an HTTP API takes. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const BODY_BYTES = 10 * 1024 * 1024;

/** Takes one request from its headers to its answer, and tells of it. */
export async function exchangeWith(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
  events: EventStream,
): Promise<void> {
  const exchange: Exchange = {
    request,
    method: request.method ?? "GET",
    path: splitTarget(request.url ?? "/").path,
    time: Date.now(),
    startedAt: performance.now(),
  };
  const outcome = await outcomeOf(site, exchange, events);
  const latencyMs = Math.round(performance.now() - exchange.startedAt);
  const { response: answer, facts, accessLog } = outcome;
  // Paused means that the body was too large to be read; any other body that was not read, Node skips by itself.
  if (request.isPaused()) refuseBody(request, response, answer);
  else writeResponse(response, answer);
  events.publish({
    type: "request",
    time: exchange.time,
    method: exchange.method,
    path: exchange.path,
    status: answer.statusCode,
    latencyMs,
    responseLength: answer.body.length,
    ...facts,
    ...(accessLog && { accessLog: accessLog(latencyMs) }),
  });
}

async function outcomeOf(site: Site, exchange: Exchange, events: EventStream): Promise<Outcome> {
  const facts = { apiId: site.apiId, stage: "-", requestId: "-" };
  if (!isLocalHost(exchange.request.headers.host)) {
    return { response: MISDIRECTED, facts: { ...facts, error: MISDIRECTED.message } };
  }
  try {
    return await site.answer(exchange);
  } catch (error) {
    if (error instanceof BodyIncomplete) {
      const gone = { ...API_ANSWERS.internalServerError, statusCode: 400 };
      return {
        response: gone,
        facts: { ...facts, error: "The client went away before its request was complete" },
      };
    }
    events.notice("error", `${exchange.method} ${exchange.path}: the gateway failed: ${String(error)}.`);
    return { response: API_ANSWERS.internalServerError, facts: { ...facts, error: String(error) } };
  }
}

/** What an event takes from HTTP; undefined when the body is too large. @throws {@link BodyIncomplete} */
export async function httpRequestOf({ request, method }: Exchange): Promise<HttpRequest | undefined> {
  const body = await bodyOf(request);
  return (
    body && {
      method,
      url: request.url ?? "/",
      httpVersion: request.httpVersion,
      rawHeaders: request.rawHeaders,
      body,
      remoteAddress: request.socket.remoteAddress ?? "127.0.0.1",
      localPort: request.socket.localPort ?? 0,
    }
  );
}

const EMPTY = Buffer.alloc(0);

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const { "content-length": length, "transfer-encoding": encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === "0")) return drained(request);
  try {
    return await readBody(request, BODY_BYTES);
  } catch (error) {
    if (error instanceof BodyTooLarge) return undefined;
    throw error;
  }
}

/** Node knows that such a request has no body, but marks it complete only once it is read. */
function drained(request: IncomingMessage): Buffer {
  request.resume();
  return EMPTY;
}
