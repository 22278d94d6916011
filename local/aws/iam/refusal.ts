import type { AccessDecision } from "../../events.ts";

/**
 * AWS's own sentence about a call that is not allowed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function refusal(principalArn: string, { action, resource, because }: AccessDecision): string {
  const reason =
    because === "explicit deny"
      ? "with an explicit deny in an identity-based policy"
      : `because no identity-based policy allows the ${action} action`;
  return `User: ${principalArn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}
