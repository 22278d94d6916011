import { text } from "node:stream/consumers";
import { parseXML } from "@aws-sdk/xml-builder";
import { AwsError } from "../aws-error.ts";
import type { AwsResponse } from "../http-message.ts";
import type { RequestHead } from "../http-request.ts";
import { type EngineRequest, type EngineResponse, EngineUnreachable, type S3Engine } from "./engine.ts";
import { headerValue } from "./header-value.ts";

/** Parameters that change what an operation does; others belong to the signature or to SDKs. */
const parameters = [
  "continuation-token",
  "delimiter",
  "lifecycle",
  "list-type",
  "marker",
  "max-keys",
  "partNumber",
  "prefix",
  "start-after",
  "attributes",
  "uploadId",
  "uploads",
];

/** Headers about the way of a request, not about what is stored. */
const ofTheWay =
  /^(content-length|content-md5|x-amz-(content-sha256|date|security-token|decoded-content-length|trailer|sdk-.*|user-agent))$/;

/** Headers of the connection to the engine. */
const ofTheConnection: ReadonlySet<string> = new Set([
  "connection",
  "date",
  "keep-alive",
  "transfer-encoding",
]);

/** The query string for the engine, with its question mark. */
export function queryFor({ query }: Pick<RequestHead, "query">): string {
  const kept = new URLSearchParams();
  for (const name of parameters) {
    const [value] = [query[name] ?? []].flat();
    if (value !== undefined) kept.set(name, value);
  }
  return kept.size === 0 ? "" : `?${kept}`;
}

/** The headers for the engine: what an object is stored with, and what an operation is told by headers. */
export function headersFor({
  headers,
  query,
}: Pick<RequestHead, "headers" | "query">): Record<string, string> {
  const kept: Record<string, string> = {};
  // A presigned URL carries an object's metadata in its query.
  for (const [name, value] of Object.entries(query)) {
    if (/^x-amz-meta-[\w.-]+$/.test(name)) kept[name] = headerValue(String(value));
  }
  for (const [name, value] of Object.entries(headers)) {
    if (/^(content-|cache-control$|x-amz-)/.test(name) && !ofTheWay.test(name)) kept[name] = value;
  }
  const encoding = withoutChunks(kept["content-encoding"]);
  delete kept["content-encoding"];
  return {
    "content-type": "binary/octet-stream",
    ...kept,
    ...(encoding !== "" && { "content-encoding": encoding }),
    // The engine tells where an object is by the host that it was asked for.
    host: `localhost${/:\d+$/.exec(headers.host ?? "")?.[0] ?? ""}`,
  };
}

/** `aws-chunked` is how a request comes, not how the object is encoded. */
function withoutChunks(encoding = ""): string {
  const names = encoding.split(",").map((name) => name.trim());
  return names.filter((name) => name !== "aws-chunked").join(",");
}

/** Sends a request to the engine. @throws AwsError for an error that it answers, and when it does not answer */
export async function ask(engine: S3Engine, request: EngineRequest): Promise<EngineResponse> {
  let response: EngineResponse;
  try {
    response = await engine.send(request);
  } catch (error) {
    if (!(error instanceof EngineUnreachable)) throw error;
    // A code that every SDK retries.
    throw new AwsError("InternalError", 500, `The S3 engine did not answer: ${error.message}`);
  }
  if (response.status >= 400) throw await failureOf(response);
  return response;
}

/** The engine's answer for the client, its body as a stream. */
export function passOn({ status, headers, body }: EngineResponse, requestId: string): AwsResponse {
  const kept = Object.entries(headers).filter(([name]) => !ofTheConnection.has(name));
  return {
    status,
    headers: { ...Object.fromEntries(kept), "x-amz-request-id": requestId, "x-amz-id-2": requestId },
    body,
  };
}

async function failureOf({ status, body }: EngineResponse): Promise<AwsError> {
  const { code, message } = errorIn(await text(body), status);
  return new AwsError(code, status, messages[code] ?? message);
}

/** An answer to HEAD has no body. */
function errorIn(body: string, status: number): { code: string; message: string } {
  const fallback = { code: status === 404 ? "NotFound" : "InternalError", message: body || "Not Found" };
  if (!body.includes("<Error>")) return fallback;
  const { Error: error = {} } = parseXML(body);
  return { code: String(error.Code ?? fallback.code), message: String(error.Message ?? "") };
}

/** AWS's words, where the engine has its own. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const messages: Readonly<Record<string, string>> = {
  BucketNotEmpty: "The bucket you tried to delete is not empty",
  InvalidBucketName: "The specified bucket is not valid.",
  NoSuchBucket: "The specified bucket does not exist",
  NoSuchUpload:
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
};
