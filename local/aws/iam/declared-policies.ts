import { nameOf } from "../../arn.ts";
import { LocalError } from "../../emulator.ts";
import { type DeclaredProgram, type DeclaredResource, ofType } from "../../program/declared.ts";
import { awsManagedPolicy, isAwsManaged } from "./managed-policies.ts";
import { parsePolicy } from "./policy-document.ts";
import type { IdentityPolicy } from "./statement.ts";

/**
 * The identity-based policies of each declared role, by the role's name.
 * @throws LocalError for a policy that can't be evaluated, naming it
 */
export function declaredPolicies(program: DeclaredProgram): ReadonlyMap<string, readonly IdentityPolicy[]> {
  const customerManaged = new Map(
    ofType(program, "aws:iam/policy:Policy").map((policy) => [
      String(policy.outputs.arn ?? policy.id),
      parsePolicy(physicalName(policy), policy.inputs.policy),
    ]),
  );
  const roles = new Map<string, IdentityPolicy[]>();
  for (const role of ofType(program, "aws:iam/role:Role")) {
    roles.set(physicalName(role), [...inlinePolicies(role)]);
  }
  for (const { role, policy } of rolePolicies(program)) roles.get(role)?.push(policy);
  for (const { role, policyArn } of attachments(program)) {
    roles.get(role)?.push(managedPolicy(policyArn, role, customerManaged));
  }
  return roles;
}

function* inlinePolicies(role: DeclaredResource): Generator<IdentityPolicy> {
  if (role.inputs.permissionsBoundary) {
    throw new LocalError(
      `IAM role "${physicalName(role)}": the local cloud does not evaluate a permissions boundary.`,
    );
  }
  for (const inline of objects(role.inputs.inlinePolicies)) {
    if (inline.policy) yield parsePolicy(String(inline.name ?? physicalName(role)), inline.policy);
  }
}

function* rolePolicies(program: DeclaredProgram): Generator<{ role: string; policy: IdentityPolicy }> {
  for (const resource of ofType(program, "aws:iam/rolePolicy:RolePolicy")) {
    yield {
      role: nameOf(String(resource.inputs.role)),
      policy: parsePolicy(physicalName(resource), resource.inputs.policy),
    };
  }
}

function* attachments(program: DeclaredProgram): Generator<{ role: string; policyArn: string }> {
  for (const role of ofType(program, "aws:iam/role:Role")) {
    for (const arn of strings(role.inputs.managedPolicyArns))
      yield { role: physicalName(role), policyArn: arn };
  }
  for (const { inputs } of ofType(program, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")) {
    yield { role: nameOf(String(inputs.role)), policyArn: String(inputs.policyArn) };
  }
  for (const { inputs } of ofType(program, "aws:iam/policyAttachment:PolicyAttachment")) {
    for (const role of strings(inputs.roles))
      yield { role: nameOf(role), policyArn: String(inputs.policyArn) };
  }
}

function managedPolicy(
  policyArn: string,
  roleName: string,
  customerManaged: ReadonlyMap<string, IdentityPolicy>,
): IdentityPolicy {
  if (isAwsManaged(policyArn)) return awsManagedPolicy(policyArn, roleName);
  const policy = customerManaged.get(policyArn);
  if (policy) return policy;
  throw new LocalError(
    `IAM role "${roleName}" has the policy ${policyArn} attached, which the program does not declare.`,
  );
}

/** The name that AWS would give it: `outputs.name`, generated where the program gives none. */
function physicalName({ outputs, name }: DeclaredResource): string {
  return typeof outputs.name === "string" ? outputs.name : name;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function objects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "object" && entry !== null) : [];
}
