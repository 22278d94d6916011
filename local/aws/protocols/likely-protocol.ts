import type { RequestHead } from "../http-request.ts";
import { awsJson } from "./aws-json.ts";
import type { AwsProtocol } from "./protocol.ts";
import { restJson } from "./rest-json.ts";
import { restXml } from "./rest-xml.ts";

/** The protocol of an error that comes before the service is known. */
export function likelyProtocol(head: RequestHead): AwsProtocol {
  if (head.headers["x-amz-target"] !== undefined) return awsJson("1.0", "");
  return looksLikeS3(head) ? restXml : restJson;
}

/** S3 alone is asked by plain links; other REST services have an API's date first in their paths. */
function looksLikeS3({ method, path, query, headers }: RequestHead): boolean {
  if (headers.authorization !== undefined) return headers.authorization.includes("/s3/aws4_request");
  return query["X-Amz-Algorithm"] !== undefined || (method !== "POST" && !/^\/\d{4}-\d\d-\d\d\//.test(path));
}
