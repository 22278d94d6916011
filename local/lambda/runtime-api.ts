import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer } from "../../payload/node-http.ts";

/** One event for a function, as `GET /runtime/invocation/next` hands it over. */
export interface RuntimeRequest {
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number;
  readonly invokedFunctionArn: string;
  readonly traceHeader: string;
  /** JSON. */
  readonly clientContext?: string;
  readonly payload: Buffer;
  /** Has the runtime fail it, in the place of its handler or with it. */
  readonly fault?: "error" | "exception";
}

/** What a runtime says about the invocation in flight. */
export type RuntimeAnswer =
  | { readonly kind: "response"; readonly payload: Buffer }
  | { readonly kind: "error"; readonly errorType: string; readonly payload: Buffer }
  /** A response over Lambda's limit; its bytes are dropped. */
  | { readonly kind: "oversized"; readonly bytes: number };

/** What happens at one runtime API. */
export interface RuntimeEvents {
  /** The runtime asks for the next invocation: it is initialised, or done with the last one. */
  onNext(): void;
  onAnswer(answer: RuntimeAnswer): void;
  onInitError(errorType: string, payload: Buffer): void;
}

/** Lambda's limit for an answer: 6 MB and room for what API Gateway adds. */
export const maxResponseBytes = 6 * 1024 * 1024 + 100;

const prefix = "/2018-06-01/runtime";
/** A header of our own runtime: the response to its answer is to be the next event. */
const asksForNext = "lambdock-next";
const jsonHeaders = { "Content-Type": "application/json" };

/**
 * The HTTP server that the runtime of one execution environment talks to. Every runtime that works on Lambda works
 * with it. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  readonly #server: Server;
  #events: RuntimeEvents = { onNext() {}, onAnswer() {}, onInitError() {} };
  #state: "init" | "ready" | "running" | "answering" | "answered" = "init";
  #waiting: ServerResponse | undefined;
  #requestId = "";
  #maxMemoryKb = 0;

  private constructor() {
    // A runtime may wait for its next invocation as long as it likes: no time limits.
    const unlimited = {
      requestTimeout: 0,
      headersTimeout: 0,
      keepAliveTimeout: 0,
      connectionsCheckingInterval: 2 ** 30,
    };
    this.#server = createServer({ ...unlimited, maxHeaderSize: 81_920 }, (request, response) => {
      this.#handle(request, response);
    });
  }

  static async listen(): Promise<RuntimeApi> {
    const api = new RuntimeApi();
    await new Promise<void>((resolve, reject) => {
      api.#server.once("error", reject).listen(0, "127.0.0.1", 1, resolve);
    });
    return api;
  }

  /** Tells the owner of the process what its runtime says; to be called before there is a process. */
  serve(events: RuntimeEvents): void {
    this.#events = events;
  }

  /** `HOST:PORT`, for `AWS_LAMBDA_RUNTIME_API`. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Peak memory as the runtime itself reports it, in KB; 0 for one that does not. */
  get maxMemoryKb(): number {
    return this.#maxMemoryKb;
  }

  /** Hands an event to the runtime, which must be waiting for one. */
  send(request: RuntimeRequest): void {
    const response = this.#waiting;
    if (!response) throw new Error("The runtime is not waiting for an invocation.");
    this.#waiting = undefined;
    this.#state = "running";
    this.#requestId = request.requestId;
    response.sendDate = false;
    response.writeHead(200, {
      "Content-Type": "application/json",
      "Content-Length": request.payload.length,
      "Lambda-Runtime-Aws-Request-Id": request.requestId,
      "Lambda-Runtime-Deadline-Ms": request.deadlineMs,
      "Lambda-Runtime-Invoked-Function-Arn": request.invokedFunctionArn,
      "Lambda-Runtime-Trace-Id": request.traceHeader,
      ...(request.clientContext && { "Lambda-Runtime-Client-Context": request.clientContext }),
      ...(request.fault && { "Lambdock-Fault": request.fault }),
    });
    response.end(request.payload);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? "";
    if (request.method === "GET" && path === `${prefix}/invocation/next`) this.#next(response);
    else if (request.method === "POST" && path.startsWith(`${prefix}/invocation/`)) {
      const [requestId = "", what] = path.slice(prefix.length + "/invocation/".length).split("/");
      this.#answer(request, response, requestId, what);
    } else if (request.method === "POST" && path === `${prefix}/init/error`)
      this.#initError(request, response);
    else
      refuse(response, 404, "ResourceNotFound", `${request.method} ${path} is not part of the runtime API`);
  }

  #next(response: ServerResponse): void {
    if (this.#state === "running" || this.#waiting) {
      this.#refuseTransition(response, "Ready");
      return;
    }
    this.#waiting = response;
    // A runtime may ask along with its answer: it gets its turn when the answer has been read.
    if (this.#state === "answering") return;
    this.#state = "ready";
    this.#events.onNext();
  }

  #answer(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    what: string | undefined,
  ): void {
    if (what !== "response" && what !== "error") {
      refuse(response, 404, "ResourceNotFound", `There is no ${request.url}`);
    } else if (this.#state !== "running" || requestId !== this.#requestId) {
      refuse(response, 400, "InvalidRequestID", "Invalid request ID");
    } else {
      this.#state = "answering";
      this.#maxMemoryKb = Number(request.headers["lambdock-max-memory-kb"] ?? 0);
      readBody(request, (body, bytes) => this.#settle(request, response, what, body, bytes));
    }
  }

  #settle(
    request: IncomingMessage,
    response: ServerResponse,
    what: string,
    body: Buffer,
    bytes: number,
  ): void {
    this.#state = "answered";
    if (bytes > maxResponseBytes) {
      const message = `Exceeded maximum allowed payload size (${maxResponseBytes} bytes).`;
      refuse(response, 413, "RequestEntityTooLarge", message);
      this.#events.onAnswer({ kind: "oversized", bytes });
    } else {
      if (request.headers[asksForNext] === undefined) accept(response);
      else this.#waiting = response;
      const errorType = errorTypeOf(request);
      this.#events.onAnswer(
        what === "response"
          ? { kind: "response", payload: body }
          : { kind: "error", errorType, payload: body },
      );
    }
    if (!this.#waiting) return;
    this.#state = "ready";
    this.#events.onNext();
  }

  #initError(request: IncomingMessage, response: ServerResponse): void {
    if (this.#state !== "init") {
      this.#refuseTransition(response, "InitError");
      return;
    }
    readBody(request, (body) => {
      accept(response);
      this.#events.onInitError(errorTypeOf(request), body);
    });
  }

  #refuseTransition(response: ServerResponse, to: string): void {
    const message = `State transition from ${this.#state} to ${to} failed for runtime. Error: State transition is not allowed`;
    refuse(response, 403, "InvalidStateTransition", message);
  }
}

/** Reads to the end, keeping no more than Lambda's limit. A body that breaks off is never delivered: the exit tells. */
function readBody(request: IncomingMessage, done: (body: Buffer, bytes: number) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= maxResponseBytes) chunks.push(chunk);
  });
  request.on("end", () => {
    const [only = Buffer.alloc(0)] = chunks;
    done(chunks.length < 2 ? only : Buffer.concat(chunks), bytes);
  });
}

function errorTypeOf(request: IncomingMessage): string {
  const header = request.headers["lambda-runtime-function-error-type"];
  return typeof header === "string" && header !== "" ? header : "Runtime.Unknown";
}

const accepted = Buffer.from('{"status":"OK"}\n');

function accept(response: ServerResponse): void {
  response.sendDate = false;
  response.writeHead(202, { ...jsonHeaders, "Content-Length": accepted.length });
  response.end(accepted);
}

function refuse(response: ServerResponse, status: number, errorType: string, errorMessage: string): void {
  const body = JSON.stringify({ errorMessage, errorType });
  response.writeHead(status, { ...jsonHeaders, "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}
