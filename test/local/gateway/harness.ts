import { connect, type Socket } from "node:net";
import { EventStream, type NoticeEvent, type RequestEvent } from "../../../local/events.ts";
import { type GatewayOptions, HttpGateway } from "../../../local/gateway/gateway.ts";
import type { Invocation, InvocationResult, Invoke } from "../../../local/lambda/invocation.ts";
import type { HttpApiEvent } from "../../../payload/event.ts";

/** A gateway on free ports with functions that the test writes. */
export class GatewayHarness {
  readonly events = new EventStream();
  readonly requests: RequestEvent[] = [];
  readonly notices: NoticeEvent[] = [];
  readonly invocations: Invocation[] = [];
  readonly gateway: HttpGateway;
  /** What functions do; by default they answer the event that they got. */
  invoke: Invoke = async ({ payload }) => answered({ statusCode: 200, body: payload.toString() });

  constructor(options: Partial<GatewayOptions> = {}) {
    this.events.subscribe("request", (event) => this.requests.push(event));
    this.events.subscribe("notice", (event) => this.notices.push(event));
    this.gateway = new HttpGateway({
      host: "127.0.0.1",
      port: 0,
      functionUrlPort: 0,
      events: this.events,
      invoke: (invocation) => {
        this.invocations.push(invocation);
        return this.invoke(invocation);
      },
      ...options,
    });
  }

  get apiUrl(): string {
    const { api } = this.gateway.urls;
    if (api === undefined) throw new Error("The program declares no API.");
    return api;
  }

  get lastRequest(): RequestEvent {
    const last = this.requests.at(-1);
    if (last === undefined) throw new Error("No request has been published.");
    return last;
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`${this.apiUrl}${path}`, init);
  }

  /** The event that the function got for a request. */
  async eventOf(path: string, init?: RequestInit): Promise<HttpApiEvent> {
    const response = await this.fetch(path, init);
    return JSON.parse(await response.text());
  }

  /** A connection that speaks no HTTP by itself. */
  socket(): RawClient {
    return new RawClient(Number(new URL(this.apiUrl).port));
  }
}

export function answered(value: unknown): InvocationResult {
  return {
    requestId: "lambda-request",
    executedVersion: "1",
    payload: Buffer.from(JSON.stringify(value)),
    logTail: "",
  };
}

/** One TCP connection, and what has come back on it. */
export class RawClient {
  readonly socket: Socket;
  received = "";
  /** Ends with everything that was received when the other side has closed. */
  readonly closed: Promise<string>;

  constructor(port: number) {
    this.socket = connect(port, "127.0.0.1");
    this.socket.setEncoding("latin1");
    this.socket.on("data", (chunk: string) => {
      this.received += chunk;
    });
    this.closed = new Promise((resolve) => {
      this.socket.once("error", () => undefined).once("close", () => resolve(this.received));
    });
  }

  send(data: string | Buffer): this {
    this.socket.write(data);
    return this;
  }

  /** Waits until the given words have come back. */
  async until(words: string): Promise<string> {
    while (!this.received.includes(words)) {
      await new Promise((resolve, reject) => {
        this.socket.once("data", resolve);
        this.socket.once("close", () => reject(new Error(`Closed before "${words}" came: ${this.received}`)));
      });
    }
    return this.received;
  }
}
