import type { RequestHead } from "../http-request.ts";
import { awsJson } from "./aws-json.ts";
import { rpcV2Cbor } from "./cbor-wire.ts";
import type { AwsProtocol } from "./protocol.ts";
import { awsQuery } from "./query.ts";
import { restJson } from "./rest-json.ts";
import { restXml } from "./rest-xml.ts";

/** The protocol of an error that comes before the service is known. */
export function likelyProtocol(head: RequestHead): AwsProtocol {
  if (head.headers["smithy-protocol"] === "rpc-v2-cbor") return rpcV2Cbor;
  if (head.headers["x-amz-target"] !== undefined) return awsJson("1.0", "");
  if (head.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) return awsQuery("");
  return looksLikeS3(head) ? restXml : restJson;
}

/** S3 alone is asked by plain links; other REST services have an API's date first in their paths. */
function looksLikeS3({ method, path, query, headers }: RequestHead): boolean {
  if (headers.authorization !== undefined) return headers.authorization.includes("/s3/aws4_request");
  return query["X-Amz-Algorithm"] !== undefined || (method !== "POST" && !/^\/\d{4}-\d\d-\d\d\//.test(path));
}
