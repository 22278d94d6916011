import type { EventStream } from "../events.ts";

/** How much of its log `LogType: Tail` gives the caller of an invocation. */
const tailBytes = 4096;

/** Where a function's lines go. */
export interface LogTarget {
  readonly functionName: string;
  readonly logGroup: string;
  readonly logStream: string;
}

/** The log stream of one execution environment: whatever is written during an invocation belongs to it. */
export class FunctionLog {
  readonly #events: EventStream;
  readonly #target: LogTarget;
  #requestId: string | undefined;
  #tail: string[] = [];
  #tailLength = 0;

  constructor(events: EventStream, target: LogTarget) {
    this.#events = events;
    this.#target = target;
  }

  begin(requestId: string): void {
    this.#requestId = requestId;
    this.#tail = [];
    this.#tailLength = 0;
  }

  write(message: string): void {
    const requestId = this.#requestId;
    const log = { type: "log", time: Date.now(), ...this.#target, message } as const;
    this.#events.publish(requestId === undefined ? log : { ...log, requestId });
    if (requestId !== undefined) this.#keep(message);
  }

  /** @returns the last 4 KB of what was written since `begin`. */
  end(): string {
    this.#requestId = undefined;
    const text = this.#tail.map((line) => `${line}\n`).join("");
    this.#tail = [];
    return text.length < tailBytes / 4 ? text : Buffer.from(text).subarray(-tailBytes).toString();
  }

  /** Keeps the end of a log, however long it gets. */
  #keep(message: string): void {
    this.#tail.push(message);
    this.#tailLength += message.length + 1;
    for (
      let first = this.#tail[0];
      first !== undefined && this.#tailLength - first.length > tailBytes;
      first = this.#tail[0]
    ) {
      this.#tail.shift();
      this.#tailLength -= first.length + 1;
    }
  }
}
