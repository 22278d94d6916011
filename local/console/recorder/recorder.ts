import type { EventStream, InvocationEvent, NoticeEvent, ProcessEvent, RequestEvent } from "../../events.ts";
import { Ring } from "./ring.ts";

/** About 1 MB each. */
const MAX_REQUESTS = 2_000;
const MAX_INVOCATIONS = 2_000;
const MAX_NOTICES = 100;
const MAX_ENDED = 200;

/** An execution environment, running or ended. */
export interface Instance {
  readonly name: string;
  readonly functionName: string;
  readonly pid: number;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Why it ended. */
  readonly reason?: string;
}

/**
 * What the console shows and nobody else keeps: the last requests, invocations and notices, and the processes. It is
 * there before a page is opened, so keeping an event costs an assignment.
 */
export class Recorder {
  readonly requests = new Ring<RequestEvent>(MAX_REQUESTS);
  readonly invocations = new Ring<InvocationEvent>(MAX_INVOCATIONS);
  readonly notices = new Ring<NoticeEvent>(MAX_NOTICES);
  readonly #running = new Map<string, Instance>();
  readonly #ended = new Ring<Instance>(MAX_ENDED);
  readonly #ends: readonly (() => void)[];

  constructor(events: EventStream) {
    this.#ends = [
      events.subscribe("request", (event) => this.requests.push(event)),
      events.subscribe("invocation", (event) => this.invocations.push(event)),
      events.subscribe("notice", (event) => this.notices.push(event)),
      events.subscribe("process", (event) => this.#record(event)),
    ];
  }

  stop(): void {
    for (const end of this.#ends) end();
  }

  /** Those that run, the oldest first, then those that ended, the newest first. */
  instances(functionName: string): Instance[] {
    return [...this.#running.values(), ...this.#ended.newestFirst()].filter(
      (instance) => instance.functionName === functionName,
    );
  }

  /** The request that led to an invocation. @param requestIds Lambda's */
  requestOf(requestIds: readonly string[]): RequestEvent | undefined {
    for (const request of this.requests.newestFirst()) {
      if (request.functionRequestId !== undefined && requestIds.includes(request.functionRequestId)) {
        return request;
      }
    }
    return undefined;
  }

  /** Lambda's request id of the invocation that a request led to. @param requestId the API's */
  invocationOf(requestId: string): string | undefined {
    for (const request of this.requests.newestFirst()) {
      if (request.requestId === requestId) return request.functionRequestId;
    }
    return undefined;
  }

  #record({ state, functionName, instance: name, pid, time, reason }: ProcessEvent): void {
    if (state === "started") {
      this.#running.set(name, { name, functionName, pid, startedAt: time });
      return;
    }
    const known = this.#running.get(name);
    this.#running.delete(name);
    if (known) this.#ended.push({ ...known, endedAt: time, ...(reason !== undefined && { reason }) });
  }
}
