import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { operatorCredentials } from "./credentials.ts";
import { Sha256 } from "./sha256.ts";

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
 * Calls DynamoDB at the endpoint as the account's operator, once and without retries, as any other client would: what
 * befalls calls befalls this one.
 * @returns the HTTP status
 */
export async function callDynamoDb(call: OperatorCall): Promise<number> {
  const { endpoint, region, operation, input, signal } = call;
  const { hostname, port, host } = new URL(endpoint);
  const signer = new SignatureV4({
    service: "dynamodb",
    region,
    credentials: operatorCredentials,
    sha256: Sha256,
  });
  const { headers, body } = await signer.sign(
    new HttpRequest({
      method: "POST",
      protocol: "http:",
      hostname,
      port: Number(port),
      path: "/",
      headers: {
        host,
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `DynamoDB_20120810.${operation}`,
      },
      body: JSON.stringify(input),
    }),
  );
  const response = await fetch(`${endpoint}/`, { method: "POST", headers, body, ...(signal && { signal }) });
  await response.arrayBuffer();
  return response.status;
}
