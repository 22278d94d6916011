import type { AccessDecision } from "../../events.ts";
import type { AccessRequest } from "../service.ts";
import type { ConditionContext } from "./condition-context.ts";
import type { IdentityPolicy, Statement } from "./statement.ts";

export const explicitDeny = "explicit deny";
export const implicitDeny = "implicit deny";

/**
 * IAM's decision about one action on one resource: an explicit deny wins, then an allow; without either it is denied.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function evaluate(
  policies: readonly IdentityPolicy[],
  { action, resource }: Pick<AccessRequest, "action" | "resource">,
  context: ConditionContext,
): AccessDecision {
  let allowedBy: Statement | undefined;
  for (const { statements } of policies) {
    for (const statement of statements) {
      // A second allow adds nothing.
      if (statement.effect === "Allow" && allowedBy) continue;
      if (!applies(statement, action, resource, context)) continue;
      if (statement.effect === "Deny") return { action, resource, allowed: false, because: explicitDeny };
      allowedBy = statement;
    }
  }
  return { action, resource, allowed: allowedBy !== undefined, because: allowedBy?.label ?? implicitDeny };
}

function applies(statement: Statement, action: string, resource: string, context: ConditionContext): boolean {
  return (
    statement.matchesAction(action) &&
    statement.matchesResource(resource) &&
    statement.conditions.every((condition) => condition(context))
  );
}
