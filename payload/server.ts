import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type HttpApiEvent, toEvent } from "./event.ts";
import { createHttpServer, type HttpLimits } from "./http-server.ts";
import { BodyIncomplete, BodyTooLarge, readBody } from "./request-body.ts";
import { type HttpResponse, toHttpResponse } from "./response.ts";
import { refuseBody, writeResponse } from "./write-response.ts";

/** A Lambda handler for payload format 2.0. Of Lambda's context it gets the request id alone. */
export type PayloadHandler = (event: HttpApiEvent, context: { readonly awsRequestId: string }) => unknown;

export interface ServeOptions extends HttpLimits {
  /** Address to bind, for example `0.0.0.0` in a container. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Longest body, in bytes; more is answered with 413. Default 10 MB, as at API Gateway. */
  readonly bodyBytes?: number;
  /** How long requests in flight may take to finish once the server is told to stop, in milliseconds. Default 10,000. */
  readonly stopTimeoutMs?: number;
}

export interface HttpServer {
  /** `http://HOST:PORT`. */
  readonly url: string;
  /** Stops accepting, lets requests in flight finish, and closes. */
  stop(): Promise<void>;
}

const BODY_BYTES = 10 * 1024 * 1024;
const STOP_TIMEOUT_MS = 10_000;

/**
 * Serves a Lambda handler as a plain HTTP server: the events are those of a Function URL, of stage `$default`. On SIGTERM
 * and SIGINT it stops accepting, finishes what is in flight and ends the process with code 0.
 *
 * @throws the bind error of `node:net` when the address can't be had.
 */
export async function serveHttp(handler: PayloadHandler, options: ServeOptions): Promise<HttpServer> {
  const server = createHttpServer((request, response) => {
    void answer(handler, request, response, options.bodyBytes ?? BODY_BYTES);
  }, options);
  await listen(server, options);
  const stop = () => drain(server, options.stopTimeoutMs ?? STOP_TIMEOUT_MS);
  const onSignal = () => void stop().then(() => process.exit(0));
  process.once("SIGTERM", onSignal).once("SIGINT", onSignal);
  server.once("close", () => process.off("SIGTERM", onSignal).off("SIGINT", onSignal));
  const { port } = server.address() as AddressInfo;
  return { url: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`, stop };
}

async function answer(
  handler: PayloadHandler,
  request: IncomingMessage,
  response: ServerResponse,
  bodyBytes: number,
): Promise<void> {
  try {
    const body = await readBody(request, bodyBytes);
    writeResponse(response, await invoke(handler, request, body));
  } catch (error) {
    if (error instanceof BodyTooLarge)
      refuseBody(request, response, ownAnswer(413, "Request Entity Too Large"));
    else if (error instanceof BodyIncomplete) response.destroy();
    else {
      console.error(error);
      writeResponse(response, ownAnswer(500, "Internal Server Error"));
    }
  }
}

async function invoke(
  handler: PayloadHandler,
  request: IncomingMessage,
  body: Buffer,
): Promise<HttpResponse> {
  const requestId = randomUUID();
  const event = toEvent(
    {
      method: request.method ?? "GET",
      url: request.url ?? "/",
      httpVersion: request.httpVersion,
      rawHeaders: request.rawHeaders,
      body,
      remoteAddress: request.socket.remoteAddress ?? "",
      localPort: request.socket.localPort ?? 0,
    },
    {
      source: "function-url",
      accountId: "000000000000",
      apiId: "server",
      domainName: request.headers.host ?? "localhost",
      stage: "$default",
      routeKey: "$default",
      requestId,
      time: Date.now(),
    },
  );
  const result = await handler(event, { awsRequestId: requestId });
  const made = toHttpResponse(Buffer.from(JSON.stringify(result) ?? "null"), "function-url");
  if ("malformed" in made) throw new Error(`The handler's answer is malformed: ${made.malformed}.`);
  return made;
}

function ownAnswer(statusCode: number, message: string): HttpResponse {
  return {
    statusCode,
    headers: [["content-type", "application/json"]],
    body: Buffer.from(JSON.stringify({ message })),
  };
}

function listen(server: Server, { host, port }: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function drain(server: Server, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), timeoutMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    // A connection that is kept alive past its last answer would hold the server open.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.once("close", () => clearInterval(sweep));
  });
}
