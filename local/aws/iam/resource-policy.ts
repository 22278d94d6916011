import * as v from "valibot";
import { accountId } from "../../arn.ts";
import { LocalError } from "../../emulator.ts";
import type { Caller } from "../credentials.ts";
import { parsePolicy } from "./policy-document.ts";
import type { IdentityPolicy, Statement } from "./statement.ts";

/** A policy that belongs to a resource, and says to whom it applies. */
export interface ResourcePolicy {
  /** What it says to one caller. */
  policyFor(caller: Caller): IdentityPolicy;
}

const texts = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((given) => [given].flat()),
);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
const principalSchema = v.union([v.literal("*"), v.record(v.string(), texts)]);
const statementSchema = v.looseObject({ Principal: principalSchema });
const documentSchema = v.looseObject({
  Statement: v.pipe(
    v.union([statementSchema, v.array(statementSchema)]),
    v.transform((given) => [given].flat()),
  ),
});

/**
 * Reads the policy document of a resource.
 * @param name for errors and decisions
 * @param source the document as JSON text or as an object
 * @throws LocalError when it is no valid policy, or asks for something that is not evaluated here
 */
export function parseResourcePolicy(name: string, source: unknown): ResourcePolicy {
  const { statements } = parsePolicy(name, source);
  const result = v.safeParse(documentSchema, typeof source === "string" ? JSON.parse(source) : source);
  if (!result.success) {
    throw new LocalError(`The resource policy "${name}" must have a Principal in each statement.`);
  }
  const { Statement: documents } = result.output;
  return {
    policyFor: (caller) => ({
      name,
      statements: statements.filter((statement, index) => {
        const principal = documents[index]?.Principal;
        return principal !== undefined && appliesTo(principal, caller, statement.effect);
      }),
    }),
  };
}

function appliesTo(
  principal: v.InferOutput<typeof principalSchema>,
  caller: Caller,
  effect: Statement["effect"],
): boolean {
  if (principal === "*") return true;
  return (principal.AWS ?? []).some((name) => {
    if (name === "*" || name === caller.arn || name === caller.role?.arn) return true;
    // An allow for the account leaves it to the account's own policies; a deny holds for everybody in it.
    const isAccount = name === accountId || name === `arn:aws:iam::${accountId}:root`;
    return isAccount && effect === "Deny";
  });
}
