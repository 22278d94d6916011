import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer } from "../../../payload/node-http.ts";
import { LocalError } from "../../emulator.ts";
import type { EventStream } from "../../events.ts";
import { ConsoleError } from "./console-error.ts";
import { LiveStream } from "./live-stream.ts";
import { type PageFile, PageFiles } from "./page-files.ts";
import { readJsonBody } from "./read-body.ts";
import { refusalOf } from "./request-guard.ts";
import { type Match, router } from "./router.ts";
import type { Routes, StreamRoute } from "./routes.ts";
import { securityHeaders } from "./security-headers.ts";

export interface ConsoleServerOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly events: EventStream;
  readonly routes: Routes;
}

const HOST = "127.0.0.1";

/**
 * Serves the console's page and its API. On a port of its own: what else this machine serves, a bucket's files above
 * all, is another origin to a browser, and can neither read the console nor act in its name.
 */
export class ConsoleServer {
  readonly #options: ConsoleServerOptions;
  readonly #files = new PageFiles();
  readonly #find: (method: string, path: string) => Match;
  readonly #server: Server;
  readonly #streams = new Set<() => void>();

  constructor(options: ConsoleServerOptions) {
    this.#options = options;
    this.#find = router(options.routes);
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** @throws LocalError when the port is taken */
  async start(): Promise<void> {
    const { port } = this.#options;
    this.#server.listen(port, HOST);
    try {
      await once(this.#server, "listening");
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new LocalError(
        `npm start: the console can't listen on ${HOST}:${port} (${why}). Use npm start -- --console-port PORT.`,
      );
    }
  }

  /** Known once it has started. */
  get url(): string {
    return `http://${HOST}:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    for (const end of this.#streams) end();
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { pathname, searchParams } = new URL(request.url ?? "/", `http://${HOST}`);
      const { method = "GET", headers } = request;
      const isPage = !pathname.startsWith("/api/");
      const refusal = refusalOf({ method, headers, isPage });
      if (refusal !== undefined) return sendJson(response, 403, { message: refusal });
      if (isPage) return await this.#answerPage(method, pathname, response);
      const match = this.#find(method === "HEAD" ? "GET" : method, pathname);
      if (match.kind === "none")
        return sendJson(response, 404, { message: `The console has no ${pathname}.` });
      if (match.kind === "wrong method") {
        response.setHeader("allow", match.allow);
        return sendJson(response, 405, { message: `Use ${match.allow} for ${pathname}.` });
      }
      const { params } = match;
      if (match.kind === "stream") {
        return this.#stream(match.route, { params, query: searchParams, body: undefined }, response);
      }
      const body = method === "POST" ? await readJsonBody(request) : undefined;
      sendJson(response, 200, await match.route.answer({ params, query: searchParams, body }));
    } catch (error) {
      this.#fail(error, request, response);
    }
  }

  async #answerPage(method: string, path: string, response: ServerResponse): Promise<void> {
    if (method !== "GET" && method !== "HEAD") {
      response.setHeader("allow", "GET");
      return sendJson(response, 405, { message: `Use GET for ${path}.` });
    }
    const file = await this.#files.file(path);
    if (file) return send(response, 200, file);
    // Views have paths of their own; files have a dot in their name.
    if (path.includes(".")) return sendJson(response, 404, { message: `The console has no file ${path}.` });
    send(response, 200, this.#files.page);
  }

  #stream(route: StreamRoute, call: Parameters<StreamRoute["open"]>[0], response: ServerResponse): void {
    let live: LiveStream | undefined;
    const close = route.open(call, (item) => live?.push(item));
    response.writeHead(200, { ...securityHeaders, "content-type": "text/event-stream" });
    live = new LiveStream(response);
    const end = () => {
      if (!this.#streams.delete(end)) return;
      close();
      live?.end();
    };
    this.#streams.add(end);
    response.once("close", end);
  }

  #fail(error: unknown, { method, url }: IncomingMessage, response: ServerResponse): void {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (error instanceof ConsoleError) {
      sendJson(response, error.status, { message: error.message });
      return;
    }
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#options.events.notice("error", `Console: ${method} ${url} failed: ${why}`);
    sendJson(response, 500, { message: "The console failed to answer; the terminal says why." });
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, { contentType: "application/json", body: JSON.stringify(value ?? null) });
}

function send(response: ServerResponse, status: number, { contentType, body }: PageFile): void {
  response.writeHead(status, {
    ...securityHeaders,
    "content-type": contentType,
    "content-length": Buffer.byteLength(body),
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}
