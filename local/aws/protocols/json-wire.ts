import { AwsError } from "../aws-error.ts";
import type { AwsRequest } from "../http-message.ts";
import { epochSeconds, plainOutput } from "./plain-output.ts";
import type { AwsProtocol } from "./protocol.ts";
import type { Wire } from "./wire.ts";

/**
 * awsJson1_0 and awsJson1_1: the operation in `X-Amz-Target`, JSON both ways.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function jsonWire(version: "1.0" | "1.1", protocol: AwsProtocol): Wire {
  return {
    protocol,
    operation: ({ headers }) => (headers["x-amz-target"] ?? "").split(".").at(-1) ?? "",
    input: jsonInput,
    answer: (_operation, output) => ({
      status: 200,
      headers: { "content-type": `application/x-amz-json-${version}` },
      body: JSON.stringify(plainOutput(output, epochSeconds)),
    }),
  };
}

/** @throws AwsError for a body that is not JSON */
export function jsonInput({ body }: AwsRequest): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new AwsError("SerializationException", 400, "The request body is not JSON.");
  }
}
