import { setTimeout as delay } from "node:timers/promises";

/** One invocation that Lambda is about to make. */
export interface AskedInvocation {
  readonly functionName: string;
  /** The alias or version that was named; undefined for none. */
  readonly qualifier: string | undefined;
  /** The version that runs. */
  readonly version: string;
  /** Of the API's route that asks for it; undefined for other callers. */
  readonly routeKey: string | undefined;
}

/** What befalls an invocation. */
export interface InvocationFault {
  /** Milliseconds that it takes longer. */
  readonly latencyMs: number;
  /** Executions of the function that seem to run beside it. */
  readonly heldConcurrency: number;
  /** How it ends; absent: as it would. */
  readonly outcome?: "error" | "exception" | "timeout" | "throttle" | "refuse";
}

/** What befalls a request to a route. */
export interface RequestFault {
  /** Milliseconds that its integration takes longer. */
  readonly latencyMs: number;
  /** The API's own answer; absent: the integration's. */
  readonly status?: number;
}

/** What befalls a call to an AWS service. */
export interface CallFault {
  /** Milliseconds that it takes longer. */
  readonly latencyMs: number;
  /** How it fails, and which of its resources are the reason; absent: it does not. */
  readonly failure?: {
    readonly kind: "error" | "throttle" | "refuse";
    readonly resources: readonly string[];
  };
}

/**
 * What emulators ask before they do something: whether a fault befalls it. Each asks about its own doings only, carries
 * out the answer in its service's words, and knows nothing of who switches faults on.
 */
export interface Faults {
  ofInvocation(invocation: AskedInvocation): InvocationFault;
  ofRequest(routeKey: string): RequestFault;
  /** @param resources ARNs of what the call is about */
  ofCall(resources: readonly string[]): CallFault;
  /** Lets a latency pass. */
  wait(milliseconds: number): Promise<void>;
}

/** All goes as it would. */
export const NO_FAULT = { latencyMs: 0, heldConcurrency: 0 } as const;

/** For what runs without a board of faults. */
export const noFaults: Faults = {
  ofInvocation: () => NO_FAULT,
  ofRequest: () => NO_FAULT,
  ofCall: () => NO_FAULT,
  wait,
};

/** Waits, without keeping the process alive. */
export async function wait(milliseconds: number): Promise<void> {
  await delay(milliseconds, undefined, { ref: false });
}
