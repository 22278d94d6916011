import type { InvocationOutcome } from "../events.ts";
import type { InvocationFault } from "../faults/faults.ts";
import { type InvocationFailure, payloadOf } from "./invocation-failure.ts";
import type { Trace } from "./trace-header.ts";

/** One event for an execution environment. */
export interface EnvironmentRequest {
  readonly requestId: string;
  readonly invokedFunctionArn: string;
  readonly trace: Trace;
  readonly clientContext?: string;
  readonly payload: Buffer;
  readonly fault: InvocationFault;
}

/** How an invocation ended, with the figures of its REPORT line. */
export interface EnvironmentResult {
  readonly outcome: Exclude<InvocationOutcome, "throttle">;
  readonly errorType?: string;
  readonly payload: Buffer;
  readonly durationMs: number;
  readonly billedDurationMs: number;
  readonly initDurationMs?: number;
  readonly maxMemoryUsedMb: number;
  readonly logTail: string;
}

/** What an invocation came to, before it is reported. */
export type Ending =
  | { readonly outcome: "ok"; readonly payload: Buffer }
  | { readonly outcome: "error" | "timeout" | "crash"; readonly errorType: string; readonly payload: Buffer };

/** The platform has ended it. */
export function failed(outcome: "error" | "timeout" | "crash", failure: InvocationFailure): Ending {
  return { outcome, errorType: failure.errorType, payload: payloadOf(failure) };
}

/** What REPORT says of an invocation that the handler did not end itself. */
export function failureOf(ending: Ending) {
  if (ending.outcome === "timeout") return { status: "timeout", errorType: ending.errorType } as const;
  if (ending.outcome === "crash") return { status: "error", errorType: ending.errorType } as const;
  return undefined;
}
