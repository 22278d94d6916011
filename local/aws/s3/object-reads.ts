import { AwsError } from "../aws-error.ts";
import type { AwsRequest, AwsResponse } from "../http-message.ts";
import { pathOf } from "./address.ts";
import { byteRange } from "./byte-range.ts";
import type { S3Call } from "./call.ts";
import type { S3Engine } from "./engine.ts";
import { ask, headersFor, passOn, queryFor } from "./engine-answer.ts";
import { headerValue } from "./header-value.ts";
import { isConditional, type ObjectState, permitsRead } from "./preconditions.ts";

/** What HEAD tells about an object. */
interface Described extends ObjectState {
  readonly size: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** An object may be replaced between a look at it and its reading. */
const attempts = 5;

/** GetObject and HeadObject, with the conditions, ranges and overrides that engines leave out. */
export async function readObject(engine: S3Engine, call: S3Call, request: AwsRequest): Promise<AwsResponse> {
  const replacing = overrides(request);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await readOnce(engine, call, request);
      return { ...answer, headers: { ...answer.headers, ...replacing } };
    } catch (error) {
      const replaced =
        error instanceof AwsError && error.code === "PreconditionFailed" && !isConditional(request.headers);
      if (!replaced || attempt === attempts) throw error;
    }
  }
}

async function readOnce(engine: S3Engine, call: S3Call, request: AwsRequest): Promise<AwsResponse> {
  const { method, headers, requestId } = request;
  const path = pathOf(call) + queryFor(request);
  const needsState = isConditional(headers) || headers.range !== undefined;
  const state = needsState ? await describeObject(engine, call) : undefined;
  if (state && !permitsRead(headers, state)) return notModified(state, requestId);
  const range = state && byteRange(headers.range, state.size);
  const engineHeaders = {
    ...headersFor(request),
    ...(state && method === "GET" && { "if-match": state.etag }),
    ...(range && method === "GET" && { range: `bytes=${range.start}-${range.end}` }),
  };
  const response = passOn(await ask(engine, { method, path, headers: engineHeaders }), requestId);
  const described = { ...response, headers: { "accept-ranges": "bytes", ...response.headers } };
  return range && method === "HEAD" ? partial(described, range.start, range.end, state.size) : described;
}

/** @throws AwsError for an object or a bucket that is not there */
export async function describeObject(
  engine: S3Engine,
  address: Pick<S3Call, "bucket" | "key">,
): Promise<Described> {
  const { headers, body } = await ask(engine, { method: "HEAD", path: pathOf(address) });
  body.resume();
  return {
    etag: headers.etag ?? "",
    lastModified: new Date(headers["last-modified"] ?? ""),
    size: Number(headers["content-length"]),
    headers,
  };
}

function notModified({ headers }: Described, requestId: string): AwsResponse {
  const { etag = "", "last-modified": lastModified = "" } = headers;
  return {
    status: 304,
    headers: { etag, "last-modified": lastModified, "x-amz-request-id": requestId },
    body: "",
  };
}

function partial(response: AwsResponse, start: number, end: number, size: number): AwsResponse {
  const headers = {
    ...response.headers,
    "content-length": String(end - start + 1),
    "content-range": `bytes ${start}-${end}/${size}`,
  };
  return { ...response, status: 206, headers };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html: the parameters `response-…` replace headers */
function overrides({ query }: AwsRequest): Record<string, string> {
  const names = [
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-type",
    "expires",
  ];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = query[`response-${name}`];
      return typeof value === "string" ? [[name, headerValue(value)]] : [];
    }),
  );
}
