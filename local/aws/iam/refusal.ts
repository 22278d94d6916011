import type { AccessDecision } from "../../events.ts";
import { explicitDeny } from "./evaluate.ts";

/** Whose policy decided. */
export type DecidingPolicy = "identity-based" | "resource-based";

/**
 * AWS's own sentence about a call that is not allowed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function refusal(
  principalArn: string,
  { action, resource, because }: AccessDecision,
  by: DecidingPolicy = "identity-based",
): string {
  const reason =
    because === explicitDeny
      ? `with an explicit deny in ${by === "identity-based" ? "an" : "a"} ${by} policy`
      : `because no identity-based policy allows the ${action} action`;
  return `User: ${principalArn} is not authorized to perform: ${action} on resource: ${quoted(resource)} ${reason}`;
}

/** The same for a call that a policy above the account refuses, whatever the caller's own policies say. */
export function refusedAbove(principalArn: string, action: string, resource: string): string {
  return `User: ${principalArn} is not authorized to perform: ${action} on resource: ${quoted(resource)} with an explicit deny in a service control policy`;
}

/** S3 alone puts the ARN between quotes. */
function quoted(resource: string): string {
  return resource.startsWith("arn:aws:s3:") ? `"${resource}"` : resource;
}
