import { AuthenticationError } from "./authentication-error.ts";
import { AwsError } from "./aws-error.ts";
import type { AwsRequest } from "./http-message.ts";

/** What a request says about its own signature, not yet believed. */
export interface SignatureParameters {
  /** `header`: an Authorization header. `query`: a presigned URL. */
  readonly form: "header" | "query";
  readonly accessKeyId: string;
  /** YYYYMMDD of the credential scope. */
  readonly scopeDate: string;
  readonly region: string;
  /** The signing name of the service. */
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly date: string;
  readonly sessionToken?: string;
  /** Seconds that a presigned URL is good for; absent in the header form. */
  readonly expiresIn?: number;
}

const algorithm = "AWS4-HMAC-SHA256";

/**
 * Reads the two forms of Signature Version 4.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 * @returns undefined for a request without any signature.
 * @throws AuthenticationError for a signature with a part missing or malformed, AwsError for one of version 2.
 */
export function signatureParameters(
  request: Pick<AwsRequest, "headers" | "query">,
): SignatureParameters | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) return fromHeader(authorization, request.headers);
  if (request.query["X-Amz-Algorithm"] !== undefined) return fromQuery(request.query);
  if (request.query.AWSAccessKeyId !== undefined) throw olderVersion();
  return undefined;
}

function fromHeader(authorization: string, headers: AwsRequest["headers"]): SignatureParameters {
  if (!authorization.startsWith(`${algorithm} `)) {
    throw incomplete(`Authorization header requires the algorithm ${algorithm}.`);
  }
  const fields = new Map<string, string>();
  for (const field of authorization.slice(algorithm.length).split(",")) {
    const [name = "", ...value] = field.trim().split("=");
    fields.set(name, value.join("="));
  }
  const read = (name: string) =>
    required(fields.get(name), `Authorization header requires '${name}' parameter.`);
  return withToken(headers["x-amz-security-token"], {
    form: "header",
    ...scopeOf(read("Credential")),
    signedHeaders: read("SignedHeaders").split(";"),
    signature: read("Signature"),
    date: required(
      headers["x-amz-date"],
      "Authorization header requires existence of an 'X-Amz-Date' header.",
    ),
  });
}

function fromQuery(query: AwsRequest["query"]): SignatureParameters {
  try {
    return readQuery(query);
  } catch (error) {
    if (!(error instanceof AuthenticationError)) throw error;
    throw new AuthenticationError(error.failure, error.message, true);
  }
}

function readQuery(query: AwsRequest["query"]): SignatureParameters {
  const read = (name: string) => required(text(query[name]), `Query string requires '${name}' parameter.`);
  if (read("X-Amz-Algorithm") !== algorithm)
    throw incomplete(`Query string requires the algorithm ${algorithm}.`);
  const expiresIn = Number(read("X-Amz-Expires"));
  if (!Number.isInteger(expiresIn) || expiresIn < 0 || expiresIn > 604_800) {
    throw incomplete("X-Amz-Expires must be between 0 and 604800 seconds.");
  }
  return withToken(text(query["X-Amz-Security-Token"]), {
    form: "query",
    ...scopeOf(read("X-Amz-Credential")),
    signedHeaders: read("X-Amz-SignedHeaders").split(";"),
    signature: read("X-Amz-Signature"),
    date: read("X-Amz-Date"),
    expiresIn,
  });
}

/** `AKID/YYYYMMDD/region/service/aws4_request` */
function scopeOf(credential: string) {
  const [accessKeyId, scopeDate, region, service, terminator, ...rest] = credential.split("/");
  if (!accessKeyId || !scopeDate || !region || !service || terminator !== "aws4_request" || rest.length > 0) {
    throw incomplete(
      `Credential must have the form KEY/DATE/REGION/SERVICE/aws4_request; got '${credential}'.`,
    );
  }
  return { accessKeyId, scopeDate, region, service };
}

function withToken(sessionToken: string | undefined, parameters: SignatureParameters): SignatureParameters {
  return sessionToken === undefined ? parameters : { ...parameters, sessionToken };
}

function text(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function required(value: string | undefined, message: string): string {
  if (!value) throw incomplete(message);
  return value;
}

/** boto3 makes presigned URLs of version 2 unless it is told otherwise; most of AWS's regions refuse them. */
function olderVersion(): AwsError {
  const message =
    "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.";
  return new AwsError("InvalidRequest", 400, message);
}

function incomplete(message: string): AuthenticationError {
  return new AuthenticationError("incomplete", message);
}
