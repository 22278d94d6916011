import type { InvocationResult } from "./invocation.ts";

/** How an event that nobody waited for came to its end. */
export interface EventEnd {
  readonly condition: "Success" | "RetriesExhausted" | "EventAgeExceeded";
  /** How often its function ran. */
  readonly invokeCount: number;
  /** Of the last run; absent when there was none. */
  readonly result?: InvocationResult;
}

/** The event, as its sender gave it. */
export interface EndedEvent {
  readonly requestId: string;
  /** With a qualifier. */
  readonly functionArn: string;
  readonly payload: Buffer;
}

/** What a destination gets. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export function destinationRecord({ requestId, functionArn, payload }: EndedEvent, end: EventEnd): object {
  const { condition, invokeCount, result } = end;
  return {
    version: "1.0",
    timestamp: new Date().toISOString(),
    requestContext: { requestId, functionArn, condition, approximateInvokeCount: invokeCount },
    requestPayload: jsonOrText(payload),
    ...(result && {
      responseContext: {
        statusCode: 200,
        executedVersion: result.executedVersion,
        ...(result.functionError && { functionError: result.functionError }),
      },
      responsePayload: jsonOrText(result.payload),
    }),
  };
}

/** An image's own runtime may answer anything. */
function jsonOrText(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch {
    return payload.toString();
  }
}
