import type { HttpApiEvent } from "../../payload/event.ts";
import type { EventSource } from "../../payload/event-headers.ts";
import { type HttpResponse, toHttpResponse } from "../../payload/response.ts";
import {
  type InvocationCaller,
  type InvocationRefusal,
  InvocationRefused,
  type InvocationResult,
  type Invoke,
} from "../lambda/invocation.ts";
import type { FunctionTarget } from "./function-target.ts";

export interface FunctionRequest {
  readonly target: FunctionTarget;
  readonly event: HttpApiEvent;
  readonly source: EventSource;
  readonly caller: InvocationCaller;
  /** After that many milliseconds the caller stops waiting; the function runs on. Absent: it waits for ever. */
  readonly timeoutMs?: number;
}

/** Why a function gave no HTTP answer. */
export type CallFailure =
  | "function-error"
  | "malformed"
  | "not-allowed"
  | "not-found"
  | "throttled"
  | "timeout"
  | "too-large";

/** How a call to a function ended. */
export interface FunctionCall {
  readonly result:
    | { readonly response: HttpResponse }
    | { readonly failure: CallFailure; readonly error: string };
  readonly latencyMs: number;
  /** Lambda's own request id; absent when it did not answer. */
  readonly requestId?: string;
  /** Lambda's own HTTP status: 200 even for a function that failed. Absent when it did not answer. */
  readonly lambdaStatus?: number;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const EVENT_BYTES = 6 * 1024 * 1024;
/** As Lambda's own error text gives it: 100 bytes more than for an event. */
const ANSWER_BYTES = 6_291_556;

const REFUSALS: Readonly<Record<InvocationRefusal, { failure: CallFailure; lambdaStatus: number }>> = {
  AccessDeniedException: { failure: "not-allowed", lambdaStatus: 403 },
  RequestTooLargeException: { failure: "too-large", lambdaStatus: 413 },
  ResourceNotFoundException: { failure: "not-found", lambdaStatus: 404 },
  TooManyRequestsException: { failure: "throttled", lambdaStatus: 429 },
  InvalidRequestContentException: { failure: "function-error", lambdaStatus: 400 },
};

/** What a request's event tells of the call. */
export function callFacts({ latencyMs, requestId }: FunctionCall, functionName: string) {
  return {
    functionName,
    integrationLatencyMs: latencyMs,
    ...(requestId !== undefined && { functionRequestId: requestId }),
  };
}

type Ending = Omit<FunctionCall, "latencyMs">;

/** Calls a function with an HTTP event and makes HTTP of its answer. Never rejects: every failure is a result. */
export async function callFunction(invoke: Invoke, request: FunctionRequest): Promise<FunctionCall> {
  const startedAt = performance.now();
  const ending = await attempt(invoke, request);
  return { ...ending, latencyMs: Math.round(performance.now() - startedAt) };
}

async function attempt(invoke: Invoke, request: FunctionRequest): Promise<Ending> {
  const payload = Buffer.from(JSON.stringify(request.event));
  if (payload.length > EVENT_BYTES) {
    return failed("too-large", `The event has ${payload.length} bytes; Lambda takes ${EVENT_BYTES}`);
  }
  const traceHeader = request.event.headers["x-amzn-trace-id"];
  const invocation = invoke({
    functionName: request.target.functionName,
    payload,
    caller: request.caller,
    ...(request.target.qualifier !== undefined && { qualifier: request.target.qualifier }),
    ...(traceHeader !== undefined && { traceHeader }),
  }).then((result) => endingOf(result, request.source), refusalOf);
  return request.timeoutMs === undefined
    ? invocation
    : Promise.race([invocation, ...timer(request.timeoutMs, invocation)]);
}

/** One promise that wins a race after `timeoutMs`, unless `other` has settled by then. */
function timer(timeoutMs: number, other: Promise<unknown>): [Promise<Ending>] {
  const { promise, resolve } = Promise.withResolvers<Ending>();
  const timeout = setTimeout(
    () => resolve(failed("timeout", `The integration did not answer within ${timeoutMs} ms`)),
    timeoutMs,
  );
  // A function that never answers must not hold the process open once everything else has stopped.
  timeout.unref();
  void other.finally(() => clearTimeout(timeout));
  return [promise];
}

function endingOf({ payload, requestId, functionError }: InvocationResult, source: EventSource): Ending {
  const answered = { requestId, lambdaStatus: 200 };
  if (functionError !== undefined) return { ...answered, ...functionFailure(payload) };
  if (payload.length > ANSWER_BYTES) {
    return {
      ...answered,
      ...failed("too-large", `The answer has ${payload.length} bytes; Lambda takes ${ANSWER_BYTES}`),
    };
  }
  const response = toHttpResponse(payload, source);
  if ("malformed" in response) {
    return {
      ...answered,
      ...failed("malformed", `The function's answer is malformed: ${response.malformed}`),
    };
  }
  return { ...answered, result: { response } };
}

function functionFailure(payload: Buffer): Ending {
  const { errorType, errorMessage } = errorOf(payload);
  const error = `The function failed: ${errorType}: ${errorMessage}`;
  return failed(errorType === "Function.ResponseSizeTooLarge" ? "too-large" : "function-error", error);
}

function errorOf(payload: Buffer): { errorType: string; errorMessage: string } {
  try {
    const { errorType, errorMessage } = JSON.parse(payload.toString("utf8")) ?? {};
    return { errorType: String(errorType ?? "Error"), errorMessage: String(errorMessage ?? "") };
  } catch {
    return { errorType: "Error", errorMessage: payload.toString("utf8") };
  }
}

function refusalOf(error: unknown): Ending {
  if (!(error instanceof InvocationRefused))
    return failed("function-error", `Lambda failed: ${String(error)}`);
  const { failure, lambdaStatus } = REFUSALS[error.code];
  return { ...failed(failure, `${error.code}: ${error.message}`), lambdaStatus };
}

function failed(failure: CallFailure, error: string): Ending {
  return { result: { failure, error } };
}
