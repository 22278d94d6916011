/** What GET, PUT and DELETE of one sub-resource are called: the operation, and the IAM action where it has another name. */
type Named = readonly [operation: string, action?: string];

interface SubResource {
  readonly GET?: Named;
  readonly PUT?: Named;
  readonly POST?: Named;
  readonly DELETE?: Named;
}

/** A sub-resource with a GET and a PUT, `GetBucketX` and `PutBucketX`. */
function configuration(name: string, action = name): SubResource {
  return { GET: [`Get${name}`, `Get${action}`], PUT: [`Put${name}`, `Put${action}`] };
}

/** As above with a DELETE, which most often needs the permission to put. */
function removable(name: string, action = name, toDelete = `Put${action}`): SubResource {
  return { ...configuration(name, action), DELETE: [`Delete${name}`, toDelete] };
}

/**
 * The query parameters that name a part of a bucket.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const bucketSubResources: Readonly<Record<string, SubResource>> = {
  accelerate: configuration("BucketAccelerateConfiguration", "AccelerateConfiguration"),
  acl: configuration("BucketAcl"),
  cors: removable("BucketCors", "BucketCORS"),
  delete: { POST: ["DeleteObjects"] },
  encryption: removable("BucketEncryption", "EncryptionConfiguration"),
  lifecycle: removable("BucketLifecycleConfiguration", "LifecycleConfiguration"),
  location: { GET: ["GetBucketLocation"] },
  logging: configuration("BucketLogging"),
  notification: configuration("BucketNotificationConfiguration", "BucketNotification"),
  "object-lock": configuration("ObjectLockConfiguration", "BucketObjectLockConfiguration"),
  ownershipControls: removable("BucketOwnershipControls"),
  policy: removable("BucketPolicy", "BucketPolicy", "DeleteBucketPolicy"),
  policyStatus: { GET: ["GetBucketPolicyStatus"] },
  publicAccessBlock: removable("PublicAccessBlock", "BucketPublicAccessBlock"),
  replication: removable("BucketReplication", "ReplicationConfiguration"),
  requestPayment: configuration("BucketRequestPayment"),
  tagging: removable("BucketTagging"),
  uploads: { GET: ["ListMultipartUploads", "ListBucketMultipartUploads"] },
  versioning: configuration("BucketVersioning"),
  versions: { GET: ["ListObjectVersions", "ListBucketVersions"] },
  website: removable("BucketWebsite", "BucketWebsite", "DeleteBucketWebsite"),
};

/** The query parameters that name a part of an object. */
export const objectSubResources: Readonly<Record<string, SubResource>> = {
  acl: configuration("ObjectAcl"),
  attributes: { GET: ["GetObjectAttributes"] },
  "legal-hold": configuration("ObjectLegalHold"),
  restore: { POST: ["RestoreObject"] },
  retention: configuration("ObjectRetention"),
  select: { POST: ["SelectObjectContent", "GetObject"] },
  tagging: removable("ObjectTagging", "ObjectTagging", "DeleteObjectTagging"),
  torrent: { GET: ["GetObjectTorrent"] },
  uploads: { POST: ["CreateMultipartUpload", "PutObject"] },
};

/** The operation and the action of the sub-resource that the query names; undefined when it names none. */
export function subResourceOf(
  table: Readonly<Record<string, SubResource>>,
  method: string,
  query: Readonly<Record<string, unknown>>,
): { operation: string; action: string } | undefined {
  const name = Object.keys(query).find((parameter) => Object.hasOwn(table, parameter));
  if (name === undefined) return undefined;
  const [operation = `${method} ?${name}`, action = operation] = named(table[name], method) ?? [];
  return { operation, action };
}

function named(resource: SubResource | undefined, method: string): Named | undefined {
  if (method === "GET" || method === "PUT" || method === "POST" || method === "DELETE")
    return resource?.[method];
  return undefined;
}
