import type { AccessDecision } from "../events.ts";
import type { Caller } from "./credentials.ts";
import { evaluate } from "./iam/evaluate.ts";
import { refusal } from "./iam/refusal.ts";
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
  const decisions = requests.map((request) =>
    evaluate(rolePolicies, request, requestContext(caller, region, request)),
  );
  const denied = decisions.find((decision) => !decision.allowed);
  return denied ? { decisions, refusal: refusal(caller.arn, denied) } : { decisions };
}
