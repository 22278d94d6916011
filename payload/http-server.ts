import type { RequestListener, Server } from "node:http";
import type { Duplex } from "node:stream";
import { createServer } from "./node-http.ts";

/** What one client may ask of a server. */
export interface HttpLimits {
  /** Request line and headers together, in bytes; more is answered with 431. Default 10,240, as at API Gateway. */
  readonly headerBytes?: number;
  /** From connection to complete headers, in milliseconds; later is answered with 408. Default 10,000. */
  readonly headersTimeoutMs?: number;
  /** From connection to the body's last byte, in milliseconds; later is answered with 408. Default 30,000. */
  readonly requestTimeoutMs?: number;
  /** How long an idle connection is kept, in milliseconds. Default 65,000, above what load balancers use. */
  readonly keepAliveMs?: number;
}

/** Defaults of {@link HttpLimits}. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const DEFAULTS: Required<HttpLimits> = {
  headerBytes: 10_240,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveMs: 65_000,
};

/** A plain `node:http` server that no client can exhaust, and that answers broken HTTP in JSON. Not yet listening. */
export function createHttpServer(listener: RequestListener, limits: HttpLimits = {}): Server {
  const { headerBytes, headersTimeoutMs, requestTimeoutMs, keepAliveMs } = { ...DEFAULTS, ...limits };
  const server = createServer(
    {
      maxHeaderSize: headerBytes,
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: keepAliveMs,
      connectionsCheckingInterval: Math.min(1_000, headersTimeoutMs),
    },
    listener,
  );
  // Node's default drops headers past 2,000 in silence; their bytes are limited already.
  server.maxHeadersCount = 0;
  server.on("clientError", answerBrokenHttp);
  return server;
}

function answerBrokenHttp(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const [status, message] = statusOf(error.code);
  const body = JSON.stringify({ message });
  socket.end(
    `HTTP/1.1 ${status} ${message}\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `content-length: ${body.length}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

function statusOf(code: string | undefined): [status: number, message: string] {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return [431, "Request Header Fields Too Large"];
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return [408, "Request Timeout"];
    default:
      return [400, "Bad Request"];
  }
}
