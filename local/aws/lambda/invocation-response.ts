import type { InvocationRefusal, InvocationResult } from "../../lambda/invocation.ts";
import type { AwsResponse } from "../http-message.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
export const refusalStatus: Readonly<Record<InvocationRefusal, number>> = {
  AccessDeniedException: 403,
  InvalidRequestContentException: 400,
  RequestTooLargeException: 413,
  ResourceNotFoundException: 404,
  TooManyRequestsException: 429,
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_ResponseSyntax */
export function invocationResponse(
  result: InvocationResult,
  invocationType: "RequestResponse" | "Event",
  logTail: boolean,
): AwsResponse {
  if (invocationType === "Event") return { status: 202, headers: {}, body: "" };
  return {
    status: 200,
    headers: {
      "content-type": "application/json",
      "x-amz-executed-version": result.executedVersion,
      ...(result.functionError !== undefined && { "x-amz-function-error": result.functionError }),
      ...(logTail && { "x-amz-log-result": Buffer.from(result.logTail).toString("base64") }),
    },
    body: result.payload,
  };
}
