import { performance } from "node:perf_hooks";
import type { EventStream } from "../events.ts";
import type { EventEnd } from "./destination-record.ts";
import { InvocationRefused, type InvocationResult } from "./invocation.ts";

/** Lambda's waits, in milliseconds; tests shorten them. */
export interface AsyncDelays {
  /** Before the second and the third attempt of an event whose function failed: 1 and 2 minutes. */
  readonly retry: readonly number[];
  /** Before the next attempt of a throttled event: from 1 second, doubled each time, to 5 minutes. */
  readonly throttled: { readonly first: number; readonly longest: number };
}

export const lambdaDelays: AsyncDelays = {
  retry: [60_000, 120_000],
  throttled: { first: 1_000, longest: 300_000 },
};

/** An event that was accepted, and how to run it once. */
export interface AcceptedEvent {
  readonly requestId: string;
  readonly functionName: string;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  /** @throws InvocationRefused when it is throttled. */
  readonly attempt: () => Promise<InvocationResult>;
  /** Hears how it ended. @returns whether somebody is told of it */
  readonly ended?: (end: EventEnd) => boolean;
}

/**
 * Events that nobody waits for: run at once, and again when the function fails or is throttled. They live in memory;
 * what is given up without a destination, and what is left when the local cloud stops, is told.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class AsyncInvocations {
  readonly #events: EventStream;
  readonly #delays: AsyncDelays;
  readonly #waiting = new Map<NodeJS.Timeout, AcceptedEvent>();
  #stopped = false;

  constructor(events: EventStream, delays: AsyncDelays) {
    this.#events = events;
    this.#delays = delays;
  }

  accept(event: AcceptedEvent): void {
    void this.#run(event, { startedAt: performance.now(), failures: 0, throttles: 0 });
  }

  /** Drops what waits for another attempt. */
  stop(): void {
    this.#stopped = true;
    for (const [timer, event] of this.#waiting) {
      clearTimeout(timer);
      this.#giveUp(event, "the local cloud has stopped before its next attempt");
    }
    this.#waiting.clear();
  }

  async #run(event: AcceptedEvent, state: Attempts): Promise<void> {
    const { failure, result } = await outcomeOf(event);
    const invokeCount = state.failures + 1;
    if (failure === undefined) {
      event.ended?.({ condition: "Success", invokeCount, ...(result && { result }) });
      return;
    }
    if (failure === "throttled") {
      const { first, longest } = this.#delays.throttled;
      const delay = Math.min(first * 2 ** state.throttles, longest);
      this.#again(event, { ...state, throttles: state.throttles + 1 }, delay, "its function was throttled");
      return;
    }
    const failed = { ...state, failures: invokeCount, ...(result && { result }) };
    if (invokeCount > event.maximumRetryAttempts) {
      const why = `it failed ${invokeCount} ${invokeCount === 1 ? "time" : "times"} (${failure})`;
      this.#giveUp(event, why, endOf("RetriesExhausted", failed));
      return;
    }
    const delay = this.#delays.retry[state.failures] ?? 0;
    this.#again(event, failed, delay, failure);
  }

  #again(event: AcceptedEvent, state: Attempts, delay: number, why: string): void {
    if (this.#stopped) {
      this.#giveUp(event, `the local cloud has stopped before its next attempt (${why})`);
    } else if (performance.now() - state.startedAt + delay > event.maximumEventAgeSeconds * 1000) {
      this.#giveUp(
        event,
        `it would be older than ${event.maximumEventAgeSeconds} seconds at its next attempt (${why})`,
        endOf("EventAgeExceeded", state),
      );
    } else {
      const timer = setTimeout(() => {
        this.#waiting.delete(timer);
        void this.#run(event, state);
      }, delay).unref();
      this.#waiting.set(timer, event);
    }
  }

  /** @param end absent when it might still have gone well */
  #giveUp({ requestId, functionName, ended }: AcceptedEvent, why: string, end?: EventEnd): void {
    if (end && ended?.(end)) return;
    this.#events.notice(
      "warning",
      `Function "${functionName}": event ${requestId} was discarded, because ${why}.`,
    );
  }
}

interface Attempts {
  readonly startedAt: number;
  readonly failures: number;
  readonly throttles: number;
  /** Of the last one that ran. */
  readonly result?: InvocationResult;
}

function endOf(condition: EventEnd["condition"], { failures, result }: Attempts): EventEnd {
  return { condition, invokeCount: failures, ...(result && { result }) };
}

/** @returns what went wrong, if anything did, and what the function answered, if it ran. */
async function outcomeOf(event: AcceptedEvent): Promise<{ failure?: string; result?: InvocationResult }> {
  try {
    const result = await event.attempt();
    if (!result.functionError) return { result };
    return { result, failure: `function error: ${result.payload.subarray(0, 200)}` };
  } catch (error) {
    if (error instanceof InvocationRefused && error.code === "TooManyRequestsException") {
      return { failure: "throttled" };
    }
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
