import type { DeclaredResource } from "../local/program/declared.ts";
import { type PolicyStatement, policyTypes, statementsIn, statementsOf } from "../rules/statements.ts";
import { isAbsent, listOf, ofType, textOf } from "../rules/values.ts";
import { functionLabel, type Label, labelsOf } from "./labels.ts";

/** That somebody may do something. */
export interface Permission {
  readonly effect: "Allow" | "Deny";
  /** A role by its logical name, or a principal as the policy has it. */
  readonly who: string;
  readonly action: string;
  readonly resource: string;
  /** As JSON; absent: always. */
  readonly condition?: string;
}

const ROLE = "aws:iam/role:Role";

/**
 * Who may do what, from roles' policies, resources' policies and permissions to invoke. What routes need of the API is
 * left out: it follows from the routes.
 */
export function permissionsOf(resources: readonly DeclaredResource[]): Permission[] {
  const label = labelsOf(resources);
  return [
    ...ofType(resources, ...policyTypes).flatMap((resource) =>
      permissionsIn(statementsOf(resource), holderOf(resource, resources), label),
    ),
    ...ofType(resources, ROLE).flatMap(({ name, inputs }) =>
      permissionsIn(statementsIn(inputs.assumeRolePolicy), `Role ${name}`, label, `Role ${name}`),
    ),
    ...ofType(resources, ROLE).flatMap(({ name, inputs }) =>
      listOf(inputs.managedPolicyArns).map((arn) => attached(`Role ${name}`, label(String(arn)))),
    ),
    ...ofType(resources, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) =>
      attached(roleLabel(inputs.role, resources), label(String(inputs.policyArn))),
    ),
    ...ofType(resources, "aws:lambda/permission:Permission")
      .filter(({ inputs }) => !isOfRoute(inputs.sourceArn))
      .map(({ inputs }) => invocation(inputs, resources, label)),
  ];
}

/** One thing that may be done is one key, whichever statements it is written in. */
export function permissionKey(permission: Permission): string {
  return JSON.stringify(permission);
}

function permissionsIn(
  statements: readonly PolicyStatement[],
  holder: string,
  label: Label,
  target?: string,
): Permission[] {
  return statements.flatMap(({ effect, actions, resources, isInverse, principals, condition, text }) => {
    const what = isInverse || actions.length === 0 ? [text] : actions;
    const where = target === undefined ? (resources.length === 0 ? ["*"] : resources.map(label)) : [target];
    const who = principals.length === 0 ? [holder] : principals.map(label);
    return who.flatMap((each) =>
      what.flatMap((action) =>
        where.map((resource) => ({
          effect: effect === "Deny" ? ("Deny" as const) : ("Allow" as const),
          who: each,
          action,
          resource,
          ...(condition !== undefined && { condition: JSON.stringify(condition) }),
        })),
      ),
    );
  });
}

/** Whose policy it is where a statement names no principal. */
function holderOf(
  { type, name, inputs }: Pick<DeclaredResource, "type" | "name" | "inputs">,
  all: readonly DeclaredResource[],
): string {
  if (type === ROLE) return `Role ${name}`;
  return inputs.role === undefined ? `${type.split(":").at(-1)} ${name}` : roleLabel(inputs.role, all);
}

function roleLabel(nameOrArn: unknown, resources: readonly DeclaredResource[]): string {
  const role = ofType(resources, ROLE).find(({ outputs }) => [outputs.name, outputs.arn].includes(nameOrArn));
  return role === undefined ? String(nameOrArn) : `Role ${role.name}`;
}

function attached(who: string, policy: string): Permission {
  return { effect: "Allow", who, action: "all that the policy allows", resource: policy };
}

/** A source such as `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/GET/orders`. */
function isOfRoute(sourceArn: unknown): boolean {
  return /^arn:[\w-]+:execute-api:/.test(textOf(sourceArn) ?? "");
}

const CONDITIONS = [
  "sourceArn",
  "sourceAccount",
  "principalOrgId",
  "functionUrlAuthType",
  "invokedViaFunctionUrl",
];

function invocation(
  inputs: DeclaredResource["inputs"],
  resources: readonly DeclaredResource[],
  label: Label,
): Permission {
  const conditions = CONDITIONS.filter((key) => !isAbsent(inputs[key])).map(
    (key) => [key, inputs[key]] as const,
  );
  const readable = conditions.map(([key, value]) => [key, typeof value === "string" ? label(value) : value]);
  const qualifier = textOf(inputs.qualifier);
  return {
    effect: "Allow",
    who: String(inputs.principal),
    action: String(inputs.action),
    resource: `Function ${functionLabel(resources, String(inputs.function))}${qualifier === undefined ? "" : `:${qualifier}`}`,
    ...(readable.length > 0 && { condition: JSON.stringify(Object.fromEntries(readable)) }),
  };
}
