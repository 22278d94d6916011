import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { EventStream } from "../../events.ts";
import { InvalidSegment, type TraceStore } from "./trace-store.ts";

const HEADER = /^\s*\{\s*"format"\s*:\s*"json"\s*,\s*"version"\s*:\s*1\s*\}\s*\n/;

/** A burst that waits for the event loop must fit: a message is dropped without a word when it does not. */
const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

/**
 * Where functions send their subsegments by UDP, in the X-Ray daemon's protocol: a header line, then one JSON document.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-daemon
 */
export class TraceDaemon {
  readonly #socket: Socket;
  readonly #events: EventStream;
  readonly #traces: TraceStore;
  #refused = 0;

  constructor(events: EventStream, traces: TraceStore) {
    this.#events = events;
    this.#traces = traces;
    this.#socket = createSocket({ type: "udp4", recvBufferSize: RECEIVE_BUFFER_BYTES });
    this.#socket.on("message", (message) => this.#receive(message.toString()));
  }

  /** @returns `HOST:PORT` for `AWS_XRAY_DAEMON_ADDRESS`, on a port that was free */
  async start(): Promise<string> {
    this.#socket.bind(0, "127.0.0.1");
    await once(this.#socket, "listening");
    this.#socket.on("error", (error) => {
      this.#events.notice("error", `X-Ray daemon: ${error.message}; traces may lack what functions send.`);
    });
    const { address, port } = this.#socket.address();
    return `${address}:${port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.#socket, "close");
    this.#socket.close();
    await closed;
  }

  #receive(message: string): void {
    const header = HEADER.exec(message);
    if (!header) {
      this.#refuse("it lacks the header line");
      return;
    }
    try {
      this.#traces.put(message.slice(header[0].length));
    } catch (error) {
      if (!(error instanceof InvalidSegment)) throw error;
      this.#refuse(error.message);
    }
  }

  /** Told once: what is wrong with one message is usually wrong with all. */
  #refuse(why: string): void {
    this.#refused += 1;
    if (this.#refused > 1) return;
    this.#events.notice(
      "warning",
      `X-Ray daemon: a message was dropped (${why}); further ones are not told.`,
    );
  }
}
