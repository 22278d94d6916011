import type { AccessDecision } from "../events.ts";
import type { AwsError } from "./aws-error.ts";
import type { Caller } from "./credentials.ts";
import type { AwsRequest, AwsResponse } from "./http-message.ts";
import type { RequestHead } from "./http-request.ts";
import type { ResourcePolicy } from "./iam/resource-policy.ts";
import type { AwsProtocol } from "./protocols/protocol.ts";

/** One thing that IAM must allow before a call goes through. */
export interface AccessRequest {
  /** IAM action, for example `dynamodb:PutItem`. */
  readonly action: string;
  /** ARN, or `*` where the action knows no resource. */
  readonly resource: string;
  /** Condition keys that the service itself adds, for example `dynamodb:EnclosingOperation`. */
  readonly context?: Readonly<Record<string, string>>;
  /** The policy that the resource itself has. */
  readonly resourcePolicy?: ResourcePolicy;
}

/** How a service has its requests signed. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
export interface SignatureRules {
  /** How far the request's date may be from ours, in milliseconds. */
  readonly clockSkewMs: number;
  /** False for S3 alone: its canonical path is not encoded a second time. */
  readonly uriEscapePath: boolean;
  /** True for S3 alone: `UNSIGNED-PAYLOAD` is accepted in place of the body's hash. */
  readonly unsignedPayload: boolean;
  /** True for S3 alone: every `x-amz-` header has to be signed. */
  readonly signedAmzHeaders?: boolean;
}

/** What every service but S3 asks for. */
export const standardSignatureRules: SignatureRules = {
  clockSkewMs: 5 * 60_000,
  uriEscapePath: true,
  unsignedPayload: false,
};

/** A failure that is a fault's, not the call's. */
export type ServiceFailure = "error" | "throttle";

/** One AWS service of the local cloud: a folder of `local/aws/` behind this interface, registered once. */
export interface AwsService {
  /** The service names in credential scopes that lead here. */
  readonly signingNames: readonly string[];
  readonly protocol: AwsProtocol;
  /** Of a service that speaks several: the one of this request. Absent: `protocol`. */
  protocolOf?(head: RequestHead): AwsProtocol;
  readonly signatureRules: SignatureRules;
  readonly maxBodyBytes: number;
  /** IAM's name of the call, for example `dynamodb:TransactWriteItems`. Must not throw. */
  action(request: AwsRequest): string;
  /** What the caller's policies must allow; empty when the call needs no permission. @throws AwsError */
  authorize(request: AwsRequest): readonly AccessRequest[];
  /**
   * @param decisions what the policies said about each access; empty for the operator. What the service asks them later
   *   is added to it
   * @throws AwsError, which is answered in the service's protocol.
   */
  handle(request: AwsRequest, caller: Caller, decisions: AccessDecision[]): Promise<AwsResponse>;
  /**
   * The error with which the service fails by itself, in its own words. Absent: nothing has it fail.
   * @param resources ARNs that are the reason
   */
  failure?(kind: ServiceFailure, request: AwsRequest, resources: readonly string[]): AwsError;
  /** True for a request whose body `handle` reads while it arrives. Absent: every body is read before. */
  streamsBody?(head: RequestHead): boolean;
  /** True for a call that is carried out as far as it is allowed, and tells of the rest itself. Absent: never. */
  answersInParts?(request: AwsRequest): boolean;
  /** True for a request that the service takes without a signature, as the account's operator. Absent: never. */
  acceptsUnsigned?(method: string, path: string): boolean;
}
