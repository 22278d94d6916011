import type { FunctionReference } from "../../lambda/function-name.ts";
import { AwsError } from "../aws-error.ts";
import type { AwsRequest } from "../http-message.ts";

export type InvocationType = "RequestResponse" | "Event" | "DryRun";

/** The input of Lambda's Invoke operation. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export interface InvocationRequest {
  readonly functionName: string;
  readonly qualifier?: string;
  readonly invocationType: InvocationType;
  readonly logTail: boolean;
  readonly clientContext?: string;
  readonly traceHeader?: string;
  readonly payload: Buffer;
}

/** @throws AwsError InvalidParameterValueException */
export function invocationRequest(
  { name, qualifier }: FunctionReference,
  { headers, body }: AwsRequest,
): InvocationRequest {
  const invocationType = headers["x-amz-invocation-type"] ?? "RequestResponse";
  if (!isInvocationType(invocationType)) {
    throw new AwsError(
      "InvalidParameterValueException",
      400,
      `Value '${invocationType}' at 'invocationType' failed to satisfy constraint: ` +
        "Member must satisfy enum value set: [Event, RequestResponse, DryRun]",
    );
  }
  const clientContext = headers["x-amz-client-context"];
  const traceHeader = headers["x-amzn-trace-id"];
  return {
    functionName: name,
    ...(qualifier !== undefined && { qualifier }),
    invocationType,
    logTail: headers["x-amz-log-type"] === "Tail",
    ...(clientContext !== undefined && { clientContext }),
    ...(traceHeader !== undefined && { traceHeader }),
    payload: body,
  };
}

function isInvocationType(text: string): text is InvocationType {
  return text === "RequestResponse" || text === "Event" || text === "DryRun";
}
