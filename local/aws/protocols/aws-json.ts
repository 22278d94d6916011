import { AwsError } from "../aws-error.ts";
import { type AwsProtocol, errorResponse, jsonAuthenticationCodes } from "./protocol.ts";

/** Errors that every service has, which carry this namespace in `__type`. */
const coral = "com.amazon.coral.service#";

/**
 * awsJson1_0 and awsJson1_1: the operation in `X-Amz-Target`, the error's code in the body's `__type`, and status 400.
 * @param version `1.0` for DynamoDB, `1.1` for CloudWatch Logs
 * @param namespace what stands before the code of the service's own errors, with its `#`
 */
export function awsJson(version: "1.0" | "1.1", namespace: string): AwsProtocol {
  return {
    authenticationError: ({ failure, message }) =>
      new AwsError(jsonAuthenticationCodes[failure], 400, message),
    accessDenied: (message) => new AwsError("AccessDeniedException", 400, message),
    errorResponse: (error) => {
      const common = isCommon(error.code);
      const type = (common ? coral : namespace) + error.code;
      // AWS itself writes a refusal's text under a capital letter, and all other texts under a small one.
      const text = error.code === "AccessDeniedException" ? "Message" : "message";
      const body = JSON.stringify({ __type: type, ...error.members, [text]: error.message });
      return errorResponse(error, { "content-type": `application/x-amz-json-${version}` }, body);
    },
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html */
const commonErrors: ReadonlySet<string> = new Set([
  ...Object.values(jsonAuthenticationCodes),
  "AccessDeniedException",
  "InternalFailure",
  "SerializationException",
  "UnknownOperationException",
]);

function isCommon(code: string): boolean {
  return commonErrors.has(code);
}
