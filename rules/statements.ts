import type { Resource } from "./rule.ts";
import { jsonOf, listOf, recordOf, textOf } from "./values.ts";

/** One statement of a policy, its lists as lists. */
export interface PolicyStatement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Whether it says what it is not about: `NotAction`, `NotResource`, `NotPrincipal`. */
  readonly isInverse: boolean;
  /** Who may, as written: `*`, an ARN, a service. Empty in a role's policy: its role may. */
  readonly principals: readonly string[];
  readonly condition: unknown;
  /** The statement as it stands, for what has no other words. */
  readonly text: string;
}

/** Which property holds a policy, by type. */
const POLICY_PROPERTY: Readonly<Record<string, string>> = {
  "aws:iam/rolePolicy:RolePolicy": "policy",
  "aws:iam/policy:Policy": "policy",
  "aws:s3/bucketPolicy:BucketPolicy": "policy",
  "aws:sns/topicPolicy:TopicPolicy": "policy",
};

/** Types with a policy. */
export const policyTypes: readonly string[] = [...Object.keys(POLICY_PROPERTY), "aws:iam/role:Role"];

/** The statements of a resource's policy; of a role, those of its inline policies. */
export function statementsOf({ type, inputs }: Resource): PolicyStatement[] {
  const property = POLICY_PROPERTY[type];
  const documents =
    property === undefined
      ? listOf(inputs.inlinePolicies).map((each) => recordOf(each).policy)
      : [inputs[property]];
  return documents.flatMap(statementsIn);
}

/** The statements of a policy document. @returns none for what is no text, or no JSON */
export function statementsIn(document: unknown): PolicyStatement[] {
  const { Statement } = recordOf(jsonOf(textOf(document) ?? ""));
  return [Statement]
    .flat()
    .filter((each) => each !== undefined)
    .map(statementOf);
}

function statementOf(value: unknown): PolicyStatement {
  const statement = recordOf(value);
  return {
    effect: textOf(statement.Effect) ?? "",
    actions: texts(statement.Action),
    resources: texts(statement.Resource),
    isInverse: ["NotAction", "NotResource", "NotPrincipal"].some((key) => key in statement),
    principals: principalsOf(statement.Principal),
    condition: statement.Condition,
    text: JSON.stringify(statement),
  };
}

/** A principal is `*` or its kinds, each with one or several: `{ AWS: [...], Service: ... }`. */
function principalsOf(principal: unknown): string[] {
  return [principal, ...Object.values(recordOf(principal))].flatMap(texts);
}

function texts(value: unknown): string[] {
  return [value].flat().filter((each) => typeof each === "string");
}
