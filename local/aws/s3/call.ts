import type { RequestHead } from "../http-request.ts";
import { type Address, addressOf } from "./address.ts";
import { bucketSubResources, objectSubResources, subResourceOf } from "./sub-resources.ts";

/** One call of S3's REST API. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html */
export interface S3Call extends Address {
  /** The operation's name in the API, `GetObject` for example. */
  readonly operation: string;
  /** The IAM action without `s3:`; several operations share one. */
  readonly action: string;
}

/** @throws AwsError InvalidURI */
export function callOf(head: RequestHead): S3Call {
  const address = addressOf(head);
  const copies = head.headers["x-amz-copy-source"] !== undefined;
  return { ...address, ...operationOf(address, head.method, head.query, copies) };
}

type Named = Pick<S3Call, "operation" | "action">;

function operationOf(
  { bucket, key }: Address,
  method: string,
  query: RequestHead["query"],
  copies: boolean,
): Named {
  if (bucket === "") return serviceOperations[method] ?? unknown(method);
  if (key === "") {
    const listed = method === "GET" && query["list-type"] === "2" ? listObjectsV2 : undefined;
    return (
      subResourceOf(bucketSubResources, method, query) ??
      listed ??
      bucketOperations[method] ??
      unknown(method)
    );
  }
  if (query.uploadId !== undefined) return uploadOperation(method, copies);
  const part = subResourceOf(objectSubResources, method, query);
  if (part) return withVersion(part, query);
  if (method === "PUT" && copies) return { operation: "CopyObject", action: "PutObject" };
  return withVersion(objectOperations[method] ?? unknown(method), query);
}

const same = (operation: string): Named => ({ operation, action: operation });
const unknown = (method: string): Named => same(method);

const serviceOperations: Readonly<Record<string, Named>> = {
  GET: { operation: "ListBuckets", action: "ListAllMyBuckets" },
};

const listObjectsV2: Named = { operation: "ListObjectsV2", action: "ListBucket" };

const bucketOperations: Readonly<Record<string, Named>> = {
  GET: { operation: "ListObjects", action: "ListBucket" },
  HEAD: { operation: "HeadBucket", action: "ListBucket" },
  PUT: same("CreateBucket"),
  DELETE: same("DeleteBucket"),
  POST: { operation: "PostObject", action: "PutObject" },
};

const objectOperations: Readonly<Record<string, Named>> = {
  GET: same("GetObject"),
  HEAD: { operation: "HeadObject", action: "GetObject" },
  PUT: same("PutObject"),
  DELETE: same("DeleteObject"),
};

function uploadOperation(method: string, copies: boolean): Named {
  if (method === "PUT") return { operation: copies ? "UploadPartCopy" : "UploadPart", action: "PutObject" };
  if (method === "POST") return { operation: "CompleteMultipartUpload", action: "PutObject" };
  if (method === "GET") return { operation: "ListParts", action: "ListMultipartUploadParts" };
  return method === "DELETE" ? same("AbortMultipartUpload") : unknown(method);
}

/** `s3:GetObject` covers the current version alone. */
function withVersion({ operation, action }: Named, query: RequestHead["query"]): Named {
  if (query.versionId === undefined) return { operation, action };
  return {
    operation,
    action: action.replace(/^(Get|Put|Delete)Object(?=$|Acl|Tagging|Attributes)/, "$1ObjectVersion"),
  };
}
