import type { AuthenticationError, AuthenticationFailure } from "../authentication-error.ts";
import type { AwsError } from "../aws-error.ts";
import type { AwsResponse } from "../http-message.ts";

/** How a family of AWS services words its errors. https://smithy.io/2.0/aws/protocols/index.html */
export interface AwsProtocol {
  /** The error for a signature that was not accepted. */
  authenticationError(error: AuthenticationError): AwsError;
  /** The error for a call that the caller's policies don't allow. @param message AWS's sentence */
  accessDenied(message: string): AwsError;
  errorResponse(error: AwsError, requestId: string): AwsResponse;
}

/** The error codes that JSON protocols share. */
export const jsonAuthenticationCodes: Readonly<Record<AuthenticationFailure, string>> = {
  missing: "MissingAuthenticationTokenException",
  incomplete: "IncompleteSignatureException",
  "unknown-access-key": "UnrecognizedClientException",
  "invalid-token": "UnrecognizedClientException",
  "signature-mismatch": "InvalidSignatureException",
  "headers-not-signed": "InvalidSignatureException",
  "outside-time-window": "InvalidSignatureException",
};

export function errorResponse(
  error: AwsError,
  headers: Readonly<Record<string, string>>,
  body: string,
): AwsResponse {
  return {
    status: error.status,
    headers: { ...headers, ...error.headers },
    body,
    error: { code: error.code, message: error.message },
  };
}
