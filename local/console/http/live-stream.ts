import type { ServerResponse } from "node:http";

/** How often what has gathered is sent, in milliseconds. */
const FLUSH_MS = 200;
/** Items that one flush sends; more were unreadable anyway, and are counted instead. */
const MAX_ITEMS = 200;
/** Bytes that may wait for a page that reads slowly. */
const MAX_WAITING_BYTES = 1_000_000;
const HEARTBEAT_MS = 15_000;

/** One message of a stream, as the page gets it. */
export interface StreamMessage<T> {
  readonly items: readonly T[];
  /** Items that were left out because there were too many. */
  readonly skipped: number;
}

/**
 * Sends items to one page as server-sent events, gathered, so that thousands a second cost neither side much.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class LiveStream {
  readonly #response: ServerResponse;
  readonly #heartbeat: NodeJS.Timeout;
  #items: unknown[] = [];
  #skipped = 0;
  #flushing: NodeJS.Timeout | undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
    this.#heartbeat = setInterval(() => response.write(":\n\n"), HEARTBEAT_MS);
    response.write("retry: 1000\n\n");
  }

  /** @param item called at once, if there is room for what it makes */
  readonly push = (item: () => unknown): void => {
    if (this.#items.length < MAX_ITEMS) this.#items.push(item());
    else this.#skipped += 1;
    this.#flushing ??= setTimeout(() => this.#flush(), FLUSH_MS);
  };

  end(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#flushing);
    this.#response.end();
  }

  #flush(): void {
    this.#flushing = undefined;
    const message: StreamMessage<unknown> = { items: this.#items, skipped: this.#skipped };
    if (this.#response.writableLength > MAX_WAITING_BYTES) this.#skipped += this.#items.length;
    else {
      this.#response.write(`data: ${JSON.stringify(message)}\n\n`);
      this.#skipped = 0;
    }
    this.#items = [];
  }
}
