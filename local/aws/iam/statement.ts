import type { Matcher } from "../../wildcard.ts";
import type { Condition } from "./condition.ts";

/** A statement's elements as they were written, single values as lists. */
export interface StatementSource {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: readonly string[] | undefined;
  readonly NotAction?: readonly string[] | undefined;
  readonly Resource?: readonly string[] | undefined;
  readonly NotResource?: readonly string[] | undefined;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> | undefined;
}

/** One statement of a policy, its patterns compiled. */
export interface Statement {
  /** Its Sid, or its place in the policy when it has none, for example `PolicyName[0]`. */
  readonly label: string;
  readonly effect: "Allow" | "Deny";
  readonly source: StatementSource;
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
