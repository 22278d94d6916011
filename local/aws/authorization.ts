import type { AccessDecision } from "../events.ts";
import type { Caller } from "./credentials.ts";
import { evaluate, explicitDeny, implicitDeny } from "./iam/evaluate.ts";
import { type DecidingPolicy, refusal } from "./iam/refusal.ts";
import { requestContext } from "./iam/request-context.ts";
import type { IdentityPolicy } from "./iam/statement.ts";
import type { AccessRequest } from "./service.ts";

/** The declared policies of a role. */
export interface RolePolicies {
  /** @returns none for a role that the program does not declare: it may do nothing. */
  policiesOf(roleName: string): readonly IdentityPolicy[];
}

/** What the policies say about one call. */
export interface Authorization {
  readonly decisions: readonly AccessDecision[];
  /** AWS's sentence about the first thing that is not allowed; absent when everything is. */
  readonly refusal?: string;
}

/** Lets the policies of the caller's role decide. The operator has no role, and no policy limits it. */
export function decide(
  caller: Caller,
  region: string,
  requests: readonly AccessRequest[],
  policies: RolePolicies,
): Authorization {
  if (!caller.role) return { decisions: [] };
  const rolePolicies = policies.policiesOf(caller.role.name);
  const verdicts = requests.map((request) => verdict(rolePolicies, caller, region, request));
  const decisions = verdicts.map(({ decision }) => decision);
  const denied = verdicts.find(({ decision }) => !decision.allowed);
  return denied ? { decisions, refusal: refusal(caller.arn, denied.decision, denied.by) } : { decisions };
}

/**
 * Within one account either side may allow, and a deny of either wins.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
function verdict(
  rolePolicies: readonly IdentityPolicy[],
  caller: Caller,
  region: string,
  request: AccessRequest,
): { decision: AccessDecision; by: DecidingPolicy } {
  const context = requestContext(caller, region, request);
  const byIdentity = evaluate(rolePolicies, request, context);
  if (!request.resourcePolicy) return { decision: byIdentity, by: "identity-based" };
  const byResource = evaluate([request.resourcePolicy.policyFor(caller)], request, context);
  const resourceDecides =
    byIdentity.because !== explicitDeny && (byResource.because === explicitDeny || !byIdentity.allowed);
  return resourceDecides && byResource.because !== implicitDeny
    ? { decision: byResource, by: "resource-based" }
    : { decision: byIdentity, by: "identity-based" };
}
