import type { RequestHead } from "../http-request.ts";
import type { AccessRequest } from "../service.ts";
import type { S3Call } from "./call.ts";
import { copySourceOf } from "./copy-source.ts";
import { keysToDelete } from "./delete-objects.ts";

export function bucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}

function objectArn(bucket: string, key: string): string {
  return `arn:aws:s3:::${bucket}/${key}`;
}

/**
 * What a call must be allowed to do.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * @throws AwsError for a copy source or a list of keys that can't be read
 */
export function accessOf(
  call: S3Call,
  head: Pick<RequestHead, "headers" | "query">,
  body: Buffer,
): readonly AccessRequest[] {
  const { bucket, key } = call;
  const action = `s3:${call.action}`;
  if (bucket === "") return [{ action, resource: "arn:aws:s3:::*" }];
  if (call.operation === "DeleteObjects") {
    return keysToDelete(body).map((each) => ({
      action: "s3:DeleteObject",
      resource: objectArn(bucket, each),
    }));
  }
  if (key === "") return [{ action, resource: bucketArn(bucket), context: listContext(head.query) }];
  const resource = objectArn(bucket, key);
  return [
    ...sourceAccess(head.headers),
    { action, resource, context: writeContext(head.headers) },
    ...alsoNeeded(call, head.headers).map((name) => ({ action: `s3:${name}`, resource })),
  ];
}

function sourceAccess(headers: RequestHead["headers"]): AccessRequest[] {
  const source = headers["x-amz-copy-source"];
  if (source === undefined) return [];
  const { bucket, key, versionId } = copySourceOf(source);
  const action = versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion";
  return [{ action, resource: objectArn(bucket, key) }];
}

/** Actions that a call needs beside its own. */
function alsoNeeded({ operation }: S3Call, headers: RequestHead["headers"]): string[] {
  if (operation === "GetObjectAttributes") return ["GetObject"];
  const writes = ["PutObject", "CopyObject", "CreateMultipartUpload"].includes(operation);
  const acl = Object.keys(headers).some((name) => name === "x-amz-acl" || name.startsWith("x-amz-grant-"));
  return [
    ...(writes && headers["x-amz-tagging"] !== undefined ? ["PutObjectTagging"] : []),
    ...(writes && acl ? ["PutObjectAcl"] : []),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
    ...(operation === "PutObject" && headers["if-match"] !== undefined ? ["GetObject"] : []),
  ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html */
function listContext(query: RequestHead["query"]): Record<string, string> {
  const context: Record<string, string> = {};
  for (const name of ["prefix", "delimiter", "max-keys"]) {
    const value = query[name];
    if (typeof value === "string") context[`s3:${name}`] = value;
  }
  return context;
}

function writeContext(headers: RequestHead["headers"]): Record<string, string> {
  const name = "x-amz-server-side-encryption";
  const value = headers[name];
  return value === undefined ? {} : { [`s3:${name}`]: value };
}
