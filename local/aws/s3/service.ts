import type { AccessDecision } from "../../events.ts";
import { decide, type RolePolicies } from "../authorization.ts";
import { AwsError } from "../aws-error.ts";
import type { Caller } from "../credentials.ts";
import type { AwsRequest, AwsResponse } from "../http-message.ts";
import type { RequestHead } from "../http-request.ts";
import type { ResourcePolicy } from "../iam/resource-policy.ts";
import { restXml } from "../protocols/rest-xml.ts";
import type { AccessRequest, AwsService, ServiceFailure, SignatureRules } from "../service.ts";
import { accessOf, bucketArn } from "./access.ts";
import { type Address, pathOf } from "./address.ts";
import { bucketLocation, createBucket, passToBucket } from "./buckets.ts";
import { callOf, type S3Call } from "./call.ts";
import { Checksums } from "./checksums.ts";
import { copySourceOf } from "./copy-source.ts";
import { deletion, deletionResult, isQuiet, keysToDelete } from "./delete-objects.ts";
import type { S3Engine } from "./engine.ts";
import { ask } from "./engine-answer.ts";
import { notImplemented } from "./not-implemented.ts";
import { readObject } from "./object-reads.ts";
import { ObjectWrites } from "./object-writes.ts";
import { noSuchKey } from "./preconditions.ts";

export interface S3ServiceOptions {
  readonly engine: S3Engine;
  readonly policies: RolePolicies;
  /** The policy of a bucket; undefined where it has none. */
  bucketPolicy(bucket: string): ResourcePolicy | undefined;
}

/** S3: decides about each object, and adds to the engine what it leaves out. */
export class S3Service implements AwsService {
  readonly signingNames = ["s3"];
  readonly protocol = restXml;
  readonly signatureRules: SignatureRules = {
    clockSkewMs: 15 * 60_000,
    uriEscapePath: false,
    unsignedPayload: true,
    signedAmzHeaders: true,
  };
  /** Of what is no object: lists of keys and parts. */
  readonly maxBodyBytes = 2 * 1024 * 1024;
  readonly #options: S3ServiceOptions;
  readonly #writes: ObjectWrites;

  constructor(options: S3ServiceOptions) {
    this.#options = options;
    this.#writes = new ObjectWrites(options.engine);
  }

  action(request: RequestHead): string {
    try {
      return `s3:${callOf(request).operation}`;
    } catch {
      return "s3:";
    }
  }

  streamsBody(head: RequestHead): boolean {
    return head.method === "PUT" && /^s3:(PutObject|UploadPart)$/.test(this.action(head));
  }

  answersInParts(request: AwsRequest): boolean {
    return callOf(request).operation === "DeleteObjects";
  }

  authorize(request: AwsRequest): readonly AccessRequest[] {
    return accessOf(callOf(request), request, request.body).map((access) => this.#withBucketPolicy(access));
  }

  failure(kind: ServiceFailure): AwsError {
    return kind === "error" ? internalError() : slowDown();
  }

  async handle(request: AwsRequest, caller: Caller, decisions: AccessDecision[]): Promise<AwsResponse> {
    const call = callOf(request);
    try {
      const answer = await this.#carryOut(call, request, decisions);
      if (call.key === "") return answer;
      return { ...answer, headers: { "x-amz-server-side-encryption": "AES256", ...answer.headers } };
    } catch (error) {
      if (!(error instanceof AwsError) || !isMissingKey(call, error)) throw error;
      throw await this.#missingKey(sourceOf(call, request), request, caller, decisions);
    }
  }

  #carryOut(call: S3Call, request: AwsRequest, decisions: readonly AccessDecision[]): Promise<AwsResponse> {
    const { engine } = this.#options;
    switch (call.operation) {
      case "GetObject":
      case "HeadObject":
        return readObject(engine, call, request);
      case "PutObject":
      case "UploadPart":
        if (!request.payload) throw notImplemented(call.operation);
        return this.#writes.put(call, { ...request, payload: request.payload });
      case "CopyObject":
      case "UploadPartCopy":
        return this.#writes.copy(call, request);
      case "DeleteObject":
        return this.#writes.delete(call, request);
      case "DeleteObjects":
        return this.#deleteObjects(call, request, decisions);
      case "CompleteMultipartUpload":
        return this.#writes.completeUpload(call, request);
      case "CreateBucket":
        return createBucket(engine, call, request);
      case "GetBucketLocation":
        return bucketLocation(engine, call, request);
      default:
        if (!passedOn.has(call.operation)) throw notImplemented(call.operation);
        return passToBucket(engine, call, request);
    }
  }

  /** Each key is decided about by itself. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
  async #deleteObjects(
    call: S3Call,
    request: AwsRequest,
    decisions: readonly AccessDecision[],
  ): Promise<AwsResponse> {
    const keys = keysToDelete(request.body);
    await (await Checksums.of(request.headers)).verifyAll(request.body);
    const denied = keys.filter((_, index) => decisions[index]?.allowed === false);
    const deleted = keys.filter((_, index) => decisions[index]?.allowed !== false);
    const path = `${pathOf(call)}?delete`;
    const { body } = await ask(this.#options.engine, {
      method: "POST",
      path,
      headers: xml,
      body: deletion(deleted),
    });
    body.resume();
    const result = deletionResult(isQuiet(request.body) ? [] : deleted, denied);
    return { status: 200, headers: { ...xml, "x-amz-request-id": request.requestId }, body: result };
  }

  /**
   * Who may not list a bucket isn't told what is in it.
   * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestBody
   */
  async #missingKey(
    { bucket }: Address,
    { region }: AwsRequest,
    caller: Caller,
    decisions: AccessDecision[],
  ): Promise<AwsError> {
    const { engine, policies } = this.#options;
    const known = await ask(engine, { method: "HEAD", path: pathOf({ bucket, key: "" }) }).then(
      ({ body }) => body.resume(),
      () => undefined,
    );
    if (!known) return new AwsError("NoSuchBucket", 404, "The specified bucket does not exist");
    const listing = this.#withBucketPolicy({ action: "s3:ListBucket", resource: bucketArn(bucket) });
    const { decisions: aboutListing, refusal } = decide(caller, region, [listing], policies);
    decisions.push(...aboutListing);
    return refusal === undefined ? noSuchKey() : restXml.accessDenied(refusal);
  }

  #withBucketPolicy(access: AccessRequest): AccessRequest {
    const [bucket = ""] = access.resource.replace(/^arn:aws:s3:::/, "").split("/");
    const resourcePolicy = this.#options.bucketPolicy(bucket);
    return resourcePolicy ? { ...access, resourcePolicy } : access;
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
function internalError(): AwsError {
  return new AwsError("InternalError", 500, "We encountered an internal error. Please try again.");
}

function slowDown(): AwsError {
  return new AwsError("SlowDown", 503, "Please reduce your request rate.");
}

const xml = { "content-type": "application/xml" };

/** Operations that the engine carries out as they come. */
const passedOn: ReadonlySet<string> = new Set([
  "AbortMultipartUpload",
  "CreateMultipartUpload",
  "DeleteBucket",
  "DeleteBucketLifecycleConfiguration",
  "GetBucketLifecycleConfiguration",
  "GetObjectAttributes",
  "HeadBucket",
  "ListBuckets",
  "ListObjects",
  "ListObjectsV2",
  "PutBucketLifecycleConfiguration",
]);

/** The object that a call reads. */
function sourceOf(call: S3Call, { headers }: AwsRequest): Address {
  const source = headers["x-amz-copy-source"];
  return source === undefined ? call : copySourceOf(source);
}

const reads: ReadonlySet<string> = new Set([
  "GetObject",
  "HeadObject",
  "GetObjectAttributes",
  "CopyObject",
  "UploadPartCopy",
]);

function isMissingKey({ operation }: S3Call, { code }: AwsError): boolean {
  return reads.has(operation) && (code === "NoSuchKey" || code === "NotFound");
}
