import { type Rule, resourceRule } from "../rule.ts";
import { type PolicyStatement, policyTypes, statementsOf } from "../statements.ts";
import { textOf } from "../values.ts";
import { allowedWildcards } from "./allowed-wildcards.ts";

const LEAST_PRIVILEGE =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege";

const mayNameAll: ReadonlySet<string> = new Set(allowedWildcards.map(({ action }) => action));

/** Least privilege: a role names each action and each resource that its function uses. */
export const wildcardRules: readonly Rule[] = [
  resourceRule({
    id: "no-wildcard-action",
    sentence: "A statement that allows names each action, without wildcards and without exceptions.",
    source: LEAST_PRIVILEGE,
    types: policyTypes,
    problems: (resource) =>
      allowing(statementsOf(resource)).flatMap(({ actions, isInverse }) => [
        ...(isInverse ? ["allows everything but what it names. Name what is used instead."] : []),
        ...actions
          .filter((action) => /[*?]/.test(action))
          .map((action) => `allows "${action}". Name each action that is used.`),
      ]),
  }),
  resourceRule({
    id: "no-wildcard-resource",
    sentence:
      "A statement that allows names its resources; a wildcard stands only for what is within one of them.",
    source: LEAST_PRIVILEGE,
    types: policyTypes,
    problems: (resource) =>
      allowing(statementsOf(resource)).flatMap(({ actions, resources }) =>
        resources
          .filter((arn) => !namesResource(arn))
          .flatMap((arn) =>
            actions
              .filter((action) => !(arn === "*" && mayNameAll.has(action)))
              .map((action) => `allows "${action}" on "${arn}". Name the resources that it is for.`),
          ),
      ),
  }),
  resourceRule({
    id: "no-aws-managed-policy",
    sentence: "A role has its own statements, not a policy that AWS manages and widens.",
    source: LEAST_PRIVILEGE,
    types: ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"],
    problems({ inputs }) {
      const arn = textOf(inputs.policyArn) ?? "";
      if (!/^arn:[\w-]+:iam::aws:policy\//.test(arn)) return [];
      return [`attaches "${arn}". Write the statements that are used instead.`];
    },
  }),
];

function allowing(statements: readonly PolicyStatement[]): PolicyStatement[] {
  return statements.filter(({ effect }) => effect === "Allow");
}

/**
 * Whether a wildcard, if any, comes after a whole name: `table/orders/index/*` and `my-bucket/*` do, `table/*`,
 * `table/ord*` and `*` do not.
 */
function namesResource(arn: string): boolean {
  const wildcard = arn.search(/[*?]/);
  if (wildcard === -1) return true;
  const [, , service, , , ...rest] = arn.slice(0, wildcard).split(":");
  const path = rest.join(":");
  const names = path.split(/[/:]/).filter((part) => part !== "");
  // A bucket is named alone; anything else behind its kind: table/NAME, log-group:NAME.
  const needed = service === "s3" ? 1 : 2;
  return /[/:]$/.test(path) && names.length >= needed;
}
