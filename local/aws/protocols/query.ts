import type { AuthenticationFailure } from "../authentication-error.ts";
import { AwsError } from "../aws-error.ts";
import { type AwsProtocol, errorResponse } from "./protocol.ts";
import { escapeXml } from "./xml.ts";

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
const codes: Readonly<Record<AuthenticationFailure, string>> = {
  missing: "MissingAuthenticationToken",
  incomplete: "IncompleteSignature",
  "unknown-access-key": "InvalidClientTokenId",
  "invalid-token": "InvalidClientTokenId",
  "signature-mismatch": "SignatureDoesNotMatch",
  "headers-not-signed": "SignatureDoesNotMatch",
  "outside-time-window": "SignatureDoesNotMatch",
};

/**
 * awsQuery, the protocol of STS, SNS and the older CloudWatch: form parameters in, XML out.
 * @param namespace the XML namespace of the service's API version
 */
export function awsQuery(namespace: string): AwsProtocol {
  return {
    authenticationError: ({ failure, message }) =>
      new AwsError(codes[failure], failure === "incomplete" ? 400 : 403, message),
    accessDenied: (message) => new AwsError("AccessDenied", 403, message),
    errorResponse: (error, requestId) => {
      const type = error.status >= 500 ? "Receiver" : "Sender";
      const detail = `<Type>${type}</Type><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message>`;
      const body = `<ErrorResponse xmlns="${namespace}"><Error>${detail}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
      return errorResponse(error, { "content-type": "text/xml" }, body);
    },
  };
}
