/** Why a request's signature was not accepted. Each protocol has its own code for it. */
export type AuthenticationFailure =
  | "missing"
  | "incomplete"
  | "unknown-access-key"
  | "invalid-token"
  | "signature-mismatch"
  | "headers-not-signed"
  | "outside-time-window";

export class AuthenticationError extends Error {
  override readonly name = "AuthenticationError";
  readonly failure: AuthenticationFailure;
  /** Whether it is about a presigned URL. */
  readonly presigned: boolean;

  constructor(failure: AuthenticationFailure, message: string, presigned = false) {
    super(message);
    this.failure = failure;
    this.presigned = presigned;
  }
}

export function missingSignature(): AuthenticationError {
  return new AuthenticationError("missing", "Request is missing Authentication Token");
}

export function unknownAccessKey(): AuthenticationError {
  return new AuthenticationError(
    "unknown-access-key",
    "The security token included in the request is invalid.",
  );
}

export function invalidToken(): AuthenticationError {
  return new AuthenticationError("invalid-token", "The security token included in the request is invalid.");
}

export function signatureMismatch(): AuthenticationError {
  return new AuthenticationError(
    "signature-mismatch",
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access " +
      "Key and signing method. Consult the service documentation for details.",
  );
}
