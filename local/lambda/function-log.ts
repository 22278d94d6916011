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

  constructor(events: EventStream, target: LogTarget) {
    this.#events = events;
    this.#target = target;
  }

  get stream(): string {
    return this.#target.logStream;
  }

  begin(requestId: string): void {
    this.#requestId = requestId;
    this.#tail = [];
  }

  write(message: string): void {
    const requestId = this.#requestId;
    const log = { type: "log", time: Date.now(), ...this.#target, message } as const;
    this.#events.publish(requestId === undefined ? log : { ...log, requestId });
    if (requestId !== undefined) this.#tail.push(message);
  }

  /** @returns the last 4 KB of what was written since `begin`. */
  end(): string {
    this.#requestId = undefined;
    const text = this.#tail.map((line) => `${line}\n`).join("");
    this.#tail = [];
    return text.length < tailBytes / 4 ? text : Buffer.from(text).subarray(-tailBytes).toString();
  }
}
