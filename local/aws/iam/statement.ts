import type { Condition } from "./condition.ts";
import type { Matcher } from "./wildcard.ts";

/** One statement of a policy, its patterns compiled. */
export interface Statement {
  /** Its Sid, or its place in the policy when it has none, for example `PolicyName[0]`. */
  readonly label: string;
  readonly effect: "Allow" | "Deny";
  readonly matchesAction: Matcher;
  readonly matchesResource: Matcher;
  /** All must hold. */
  readonly conditions: readonly Condition[];
}

/** A policy that belongs to a role. */
export interface IdentityPolicy {
  readonly name: string;
  readonly statements: readonly Statement[];
}
