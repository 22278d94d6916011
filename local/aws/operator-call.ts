import { operatorCredentials } from "./credentials.ts";
import { callSigned } from "./signed-call.ts";

/** One call of DynamoDB's JSON protocol. */
export interface OperatorCall {
  /** URL of the AWS endpoint. */
  readonly endpoint: string;
  readonly region: string;
  /** `PutItem`, `Scan`, … */
  readonly operation: string;
  readonly input: object;
  readonly signal?: AbortSignal;
}

/**
 * Calls DynamoDB at the endpoint as the account's operator.
 * @returns the HTTP status
 */
export async function callDynamoDb({ operation, input, ...call }: OperatorCall): Promise<number> {
  const response = await callSigned({
    ...call,
    service: "dynamodb",
    credentials: operatorCredentials,
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
    },
    body: JSON.stringify(input),
  });
  await response.arrayBuffer();
  return response.status;
}
