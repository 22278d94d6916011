import { AwsError } from "../aws-error.ts";
import type { RequestHead } from "../http-request.ts";

/** What a request is about. */
export interface Address {
  /** Empty for the service itself. */
  readonly bucket: string;
  /** Decoded; empty for the bucket itself. */
  readonly key: string;
}

/**
 * Reads both styles of address: `/bucket/key`, and the bucket as the host's first labels, `bucket.localhost` or
 * `bucket.s3.localhost` or `bucket.s3.REGION.localhost`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 * @throws AwsError InvalidURI
 */
export function addressOf({ path, headers }: Pick<RequestHead, "path" | "headers">): Address {
  const bucket = bucketOfHost(headers.host ?? "");
  if (bucket !== undefined) return { bucket, key: decode(path.slice(1)) };
  const [, name = "", key = ""] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket: decode(name), key: decode(key) };
}

/** The path of an object or a bucket for the engine. */
export function pathOf({ bucket, key }: Address): string {
  const encoded = key.split("/").map(encodeURIComponent).join("/");
  return `/${encodeURIComponent(bucket)}${key === "" ? "" : `/${encoded}`}`;
}

function bucketOfHost(host: string): string | undefined {
  const [, labels] = /^(.+)\.localhost(?::\d+)?$/i.exec(host) ?? [];
  if (labels === undefined || /^s3(\.[a-z0-9-]+)?$/i.test(labels)) return undefined;
  return labels.replace(/\.s3(\.[a-z0-9-]+)?$/i, "");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError("InvalidURI", 400, "Couldn't parse the specified URI.");
  }
}
