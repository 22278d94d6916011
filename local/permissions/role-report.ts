import type { IdentityPolicy, Statement, StatementSource } from "../aws/iam/statement.ts";
import { globMatcher } from "../wildcard.ts";
import type { Use } from "./permission-use.ts";

/** `platform` is what Lambda itself does with the role on AWS, and nobody here can see. */
export type GrantStatus = "used" | "unused" | "platform";

/** One action that a statement grants. */
export interface GrantedAction {
  readonly action: string;
  readonly status: GrantStatus;
  readonly count: number;
  /** Of a wildcard: the actions that were used by it. */
  readonly usedAs: readonly string[];
}

export interface StatementReport {
  readonly policy: string;
  readonly label: string;
  readonly resources: readonly string[];
  readonly actions: readonly GrantedAction[];
  /** What would be left if the unused actions were removed; absent when none is unused, null when nothing is left. */
  readonly narrowed?: StatementSource | null;
}

/** Something that was refused, with the statement that would allow it. */
export interface Refusal {
  readonly action: string;
  readonly resource: string;
  readonly count: number;
  readonly because: string;
  readonly add: StatementSource;
}

/** What a role may do, what of it was used, and what it was refused. */
export interface RoleReport {
  readonly roleName: string;
  readonly statements: readonly StatementReport[];
  readonly refused: readonly Refusal[];
}

/** Lambda writes logs and traces, and makes network interfaces, with the function's role. */
const isPlatform = globMatcher(
  [
    "logs:CreateLog*",
    "logs:PutLogEvents",
    "xray:Put*",
    "xray:GetSampling*",
    "ec2:*NetworkInterface*",
    "ec2:*PrivateIpAddresses",
    "ec2:DescribeSubnets",
  ],
  { ignoreCase: true },
);

/** @param uses of any roles */
export function roleReport(
  roleName: string,
  policies: readonly IdentityPolicy[],
  uses: readonly Use[],
): RoleReport {
  const own = uses.filter((use) => use.roleName === roleName);
  const allowed = own.filter((use) => use.allowed);
  return {
    roleName,
    statements: policies.flatMap(({ name, statements }) =>
      statements
        .filter(({ effect }) => effect === "Allow")
        .map((statement) => statementReport(name, statement, allowed)),
    ),
    refused: own.filter((use) => !use.allowed).map(refusal),
  };
}

function statementReport(policy: string, statement: Statement, allowed: readonly Use[]): StatementReport {
  const { source, label } = statement;
  const actions = (source.Action ?? []).map((action) => grantedAction(action, statement, allowed));
  const kept = actions.filter(({ status }) => status !== "unused").map(({ action }) => action);
  return {
    policy,
    label,
    resources: source.Resource ?? (source.NotResource ?? []).map((resource) => `all but ${resource}`),
    actions: source.Action ? actions : [grantedExcept(source, statement, allowed)],
    ...(source.Action &&
      kept.length < actions.length && { narrowed: kept.length === 0 ? null : { ...source, Action: kept } }),
  };
}

function grantedAction(action: string, statement: Statement, allowed: readonly Use[]): GrantedAction {
  const matches = globMatcher([action], { ignoreCase: true });
  const uses = allowed.filter((use) => matches(use.action) && statement.matchesResource(use.resource));
  return {
    action,
    status: uses.length > 0 ? "used" : isPlatform(action) ? "platform" : "unused",
    ...countsOf(uses),
    usedAs: /[*?]/.test(action) ? [...new Set(uses.map((use) => use.action))] : [],
  };
}

/** A statement with NotAction can't be narrowed by leaving out what was not used. */
function grantedExcept(
  source: StatementSource,
  statement: Statement,
  allowed: readonly Use[],
): GrantedAction {
  const uses = allowed.filter(
    (use) => statement.matchesAction(use.action) && statement.matchesResource(use.resource),
  );
  return {
    action: `all but ${(source.NotAction ?? []).join(", ")}`,
    status: uses.length > 0 ? "used" : "unused",
    ...countsOf(uses),
    usedAs: [...new Set(uses.map((use) => use.action))],
  };
}

function countsOf(uses: readonly Use[]): { count: number } {
  return { count: uses.reduce((sum, { count }) => sum + count, 0) };
}

function refusal({ action, resource, count, because }: Use): Refusal {
  return {
    action,
    resource,
    count,
    because,
    add: { Effect: "Allow", Action: [action], Resource: [resource] },
  };
}
