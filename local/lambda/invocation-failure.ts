import { maxResponseBytes } from "./runtime-api.ts";

/** What the caller gets in place of an answer when the platform, not the handler, ends an invocation. */
export interface InvocationFailure {
  readonly errorType: string;
  /** Also a line of the log. */
  readonly errorMessage: string;
}

export function timedOut(requestId: string, seconds: number): InvocationFailure {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
  return { errorType: "Sandbox.Timedout", errorMessage };
}

/** @param reason as `exitReason` words it. */
export function exited(requestId: string, reason: string): InvocationFailure {
  return { errorType: "Runtime.ExitError", errorMessage: `RequestId: ${requestId} Error: ${reason}` };
}

export function oversized(bytes: number): InvocationFailure {
  const errorMessage = `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${maxResponseBytes} bytes).`;
  return { errorType: "Function.ResponseSizeTooLarge", errorMessage };
}

export function payloadOf({ errorType, errorMessage }: InvocationFailure): Buffer {
  return Buffer.from(JSON.stringify({ errorType, errorMessage }));
}
