import type { AuthenticationFailure } from "../authentication-error.ts";
import { AwsError } from "../aws-error.ts";
import { type AwsProtocol, errorResponse } from "./protocol.ts";
import { escapeXml } from "./xml.ts";

interface S3Error {
  readonly code: string;
  readonly status: number;
  /** S3's own words, where they differ from the other services'. */
  readonly message?: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
const errors: Readonly<Record<AuthenticationFailure, S3Error>> = {
  missing: { code: "AccessDenied", status: 403, message: "Access Denied" },
  incomplete: { code: "AuthorizationHeaderMalformed", status: 400 },
  "unknown-access-key": {
    code: "InvalidAccessKeyId",
    status: 403,
    message: "The AWS Access Key Id you provided does not exist in our records.",
  },
  "invalid-token": {
    code: "InvalidToken",
    status: 400,
    message: "The provided token is malformed or otherwise invalid.",
  },
  "signature-mismatch": {
    code: "SignatureDoesNotMatch",
    status: 403,
    message:
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  },
  "headers-not-signed": { code: "AccessDenied", status: 403 },
  "outside-time-window": {
    code: "RequestTimeTooSkewed",
    status: 403,
    message: "The difference between the request time and the current time is too large.",
  },
};

const presignedErrors: Partial<typeof errors> = {
  incomplete: { code: "AuthorizationQueryParametersError", status: 400 },
  "outside-time-window": { code: "AccessDenied", status: 403, message: "Request has expired" },
};

/** restXml as S3 speaks it. */
export const restXml: AwsProtocol = {
  authenticationError: ({ failure, message, presigned }) => {
    const error = (presigned && presignedErrors[failure]) || errors[failure];
    return new AwsError(error.code, error.status, error.message ?? message);
  },
  accessDenied: (message) => new AwsError("AccessDenied", 403, message),
  errorResponse: (error, requestId) => {
    const detail = `<Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message><RequestId>${requestId}</RequestId>`;
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${detail}</Error>`;
    return errorResponse(error, { "content-type": "application/xml", "x-amz-request-id": requestId }, body);
  },
};
