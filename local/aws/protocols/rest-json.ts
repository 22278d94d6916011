import { AwsError } from "../aws-error.ts";
import { type AwsProtocol, errorResponse, jsonAuthenticationCodes } from "./protocol.ts";

/** restJson1, Lambda's and X-Ray's: the error's code in the header `X-Amzn-ErrorType`. */
export const restJson: AwsProtocol = {
  authenticationError: ({ failure, message }) =>
    new AwsError(
      jsonAuthenticationCodes[failure],
      403,
      failure === "missing" ? "Missing Authentication Token" : message,
    ),
  accessDenied: (message) => new AwsError("AccessDeniedException", 403, message),
  errorResponse: (error) => {
    const body = JSON.stringify({ Type: error.status >= 500 ? "Service" : "User", Message: error.message });
    return errorResponse(error, { "content-type": "application/json", "x-amzn-errortype": error.code }, body);
  },
};
