import { nameOf } from "../../arn.ts";
import type { Emulator } from "../../emulator.ts";
import type { DeclaredProgram } from "../../program/declared.ts";
import type { RolePolicies } from "../authorization.ts";
import { declaredPolicies } from "./declared-policies.ts";
import type { IdentityPolicy } from "./statement.ts";

/** Knows what the program's roles may do. */
export class IamEmulator implements Emulator, RolePolicies {
  readonly types = [
    "aws:iam/role:Role",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/policy:Policy",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
  ];
  #policies: ReadonlyMap<string, readonly IdentityPolicy[]> = new Map();

  async apply(program: DeclaredProgram): Promise<void> {
    this.#policies = declaredPolicies(program);
  }

  async stop(): Promise<void> {}

  policiesOf(roleName: string): readonly IdentityPolicy[] {
    return this.#policies.get(nameOf(roleName)) ?? [];
  }
}
