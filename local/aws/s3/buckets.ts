import { text } from "node:stream/consumers";
import { parseXML } from "@aws-sdk/xml-builder";
import * as v from "valibot";
import { AwsError } from "../aws-error.ts";
import type { AwsRequest, AwsResponse } from "../http-message.ts";
import { pathOf } from "./address.ts";
import type { S3Call } from "./call.ts";
import type { S3Engine } from "./engine.ts";
import { ask, headersFor, passOn, queryFor } from "./engine-answer.ts";

const listSchema = v.object({
  ListAllMyBucketsResult: v.object({
    Buckets: v.optional(
      v.union([
        v.string(),
        v.object({
          Bucket: v.pipe(
            v.optional(
              v.union([v.object({ Name: v.string() }), v.array(v.object({ Name: v.string() }))]),
              [],
            ),
            v.transform((given) => [given].flat()),
          ),
        }),
      ]),
      "",
    ),
  }),
});

/** The names of all buckets that the engine keeps. */
export async function bucketNames(engine: S3Engine): Promise<string[]> {
  const { body } = await ask(engine, { method: "GET", path: "/" });
  const { Buckets } = v.parse(listSchema, parseXML(await text(body))).ListAllMyBucketsResult;
  return typeof Buckets === "string" ? [] : Buckets.Bucket.map(({ Name }) => Name);
}

/** What is asked about a bucket itself, passed on to the engine. */
export async function passToBucket(
  engine: S3Engine,
  call: S3Call,
  request: AwsRequest,
): Promise<AwsResponse> {
  checkMaxKeys(request.query["max-keys"]);
  const { method, body, region, requestId } = request;
  const path = pathOf(call) + queryFor(request);
  const response = await ask(engine, { method, path, headers: headersFor(request), body });
  const answer = passOn(response, requestId);
  return { ...answer, headers: { ...answer.headers, "x-amz-bucket-region": region } };
}

/** The engine makes a bucket again without a word; so does S3, in its first region alone. */
export async function createBucket(
  engine: S3Engine,
  call: S3Call,
  request: AwsRequest,
): Promise<AwsResponse> {
  if (request.region !== "us-east-1" && (await bucketNames(engine)).includes(call.bucket)) {
    const message = "Your previous request to create the named bucket succeeded and you already own it.";
    throw new AwsError("BucketAlreadyOwnedByYou", 409, message);
  }
  return passToBucket(engine, call, request);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export async function bucketLocation(
  engine: S3Engine,
  call: S3Call,
  request: AwsRequest,
): Promise<AwsResponse> {
  const { body } = await ask(engine, { method: "HEAD", path: pathOf(call) });
  body.resume();
  const region = request.region === "us-east-1" ? "" : request.region;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${region}</LocationConstraint>`;
  return {
    status: 200,
    headers: { "content-type": "application/xml", "x-amz-request-id": request.requestId },
    body: xml,
  };
}

function checkMaxKeys(value: string | string[] | undefined): void {
  if (value === undefined || /^\d{1,9}$/.test(String(value))) return;
  const message = "Provided max-keys not an integer or within integer range";
  throw new AwsError("InvalidArgument", 400, message);
}
