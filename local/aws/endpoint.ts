import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "../../payload/node-http.ts";
import { LocalError } from "../emulator.ts";
import type { EventStream } from "../events.ts";
import type { Faults } from "../faults/faults.ts";
import { isLocalHost } from "../host-header.ts";
import type { RolePolicies } from "./authorization.ts";
import type { CredentialStore } from "./credentials.ts";
import { ClientGone } from "./http-request.ts";
import type { AwsService } from "./service.ts";
import { ServiceCalls } from "./service-calls.ts";
import { writeResponse } from "./write-response.ts";

/** Answers one request to a page of the local cloud itself. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface AwsEndpointOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly events: EventStream;
  readonly credentials: CredentialStore;
  readonly policies: RolePolicies;
  readonly services: readonly AwsService[];
  /** What befalls calls; nothing by default. */
  readonly faults?: Faults;
  /** The local cloud's own pages, by the first path segment after `/_lambdock/`. */
  readonly pages?: ReadonlyMap<string, PageHandler>;
  /** Milliseconds since the epoch. Default Date.now. */
  readonly now?: () => number;
}

const pagePrefix = "/_lambdock/";

/**
 * The one URL for every AWS SDK and the AWS CLI: verifies the signature, finds the role behind the credentials, lets its
 * declared policies decide, and hands the call to the service.
 */
export class AwsEndpoint {
  readonly #options: AwsEndpointOptions;
  readonly #calls: ServiceCalls;
  readonly #server: Server;

  constructor(options: AwsEndpointOptions) {
    this.#options = options;
    this.#calls = new ServiceCalls(options);
    this.#server = createServer(
      // Longer than any SDK keeps an idle connection, so that none is closed while a request is on its way.
      { keepAlive: true, keepAliveTimeout: 75_000, noDelay: true },
      (request, response) => void this.#answer(request, response),
    );
  }

  /** @throws LocalError when the port is taken. */
  async start(): Promise<void> {
    const { port, host = "127.0.0.1" } = this.#options;
    this.#server.listen(port, host);
    try {
      await once(this.#server, "listening");
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new LocalError(
        `The AWS endpoint can't listen on ${host}:${port} (${why}). Name a free port with npm start -- --aws-port PORT.`,
      );
    }
  }

  /** `http://127.0.0.1:PORT`, what AWS_ENDPOINT_URL is set to. Known once it has started. */
  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The AWS endpoint has not started.");
    return `http://${address.address}:${address.port}`;
  }

  /** Closes every connection. Calls that are being answered are cut: end their callers first. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (!isLocalHost(request.headers.host)) return refuseHost(request, response);
      if (request.url?.startsWith(pagePrefix)) return await this.#answerPage(request.url, request, response);
      const requestId = randomUUID();
      await writeResponse(response, await this.#calls.answer(request, requestId), requestId);
    } catch (error) {
      if (!(error instanceof ClientGone)) {
        const why = error instanceof Error ? error.message : String(error);
        this.#options.events.notice("error", `AWS endpoint: ${request.method} ${request.url} failed: ${why}`);
      }
      response.destroy();
    }
  }

  async #answerPage(url: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [name = ""] = url.slice(pagePrefix.length).split(/[/?]/);
    const page = this.#options.pages?.get(name);
    if (page) return page(request, response);
    response
      .writeHead(404, { "content-type": "text/plain" })
      .end(`The local cloud has no page ${pagePrefix}${name}\n`);
  }
}

function refuseHost(request: IncomingMessage, response: ServerResponse): void {
  const message = `Host header ${JSON.stringify(request.headers.host ?? "")} refused: use 127.0.0.1, localhost or *.localhost.\n`;
  response.writeHead(403, { "content-type": "text/plain", connection: "close" }).end(message);
}
