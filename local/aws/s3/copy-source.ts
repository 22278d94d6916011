import { AwsError } from "../aws-error.ts";
import type { Address } from "./address.ts";

/**
 * Reads the header `x-amz-copy-source`: `bucket/key`, percent-encoded, with or without a slash before it.
 * @throws AwsError InvalidArgument
 */
export function copySourceOf(header: string): Address & { readonly versionId?: string } {
  const [, path = "", versionId] = /^\/?(.*?)(?:\?versionId=([^?]*))?$/s.exec(header) ?? [];
  const [, bucket, key] = /^([^/]+)\/(.+)$/s.exec(decode(path)) ?? [];
  if (bucket === undefined || key === undefined) throw invalid();
  return { bucket, key, ...(versionId !== undefined && { versionId }) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid();
  }
}

function invalid(): AwsError {
  return new AwsError(
    "InvalidArgument",
    400,
    "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
  );
}
