import type { CallFault } from "../faults/faults.ts";
import { AwsError } from "./aws-error.ts";
import type { Caller } from "./credentials.ts";
import type { AwsRequest } from "./http-message.ts";
import { refusedAbove } from "./iam/refusal.ts";
import type { AwsProtocol } from "./protocols/protocol.ts";
import type { AwsService } from "./service.ts";

/** A call that a fault befalls. */
export interface FailingCall {
  readonly service: AwsService;
  readonly protocol: AwsProtocol;
  readonly request: AwsRequest;
  /** IAM's. */
  readonly action: string;
  readonly caller: Caller;
}

/** The error of a fault, as the service itself would word it. */
export function faultError(
  { kind, resources }: NonNullable<CallFault["failure"]>,
  { service, protocol, request, action, caller }: FailingCall,
): AwsError {
  if (kind === "refuse") return protocol.accessDenied(refusedAbove(caller.arn, action, resources[0] ?? "*"));
  const own = service.failure?.(kind, request, resources);
  return own ?? new AwsError("InternalFailure", 500, "A fault fails this call.");
}
