import { type Problem, type Resource, type Rule, resourceRule, stackRule } from "../rule.ts";
import { jsonOf, listOf, ofType, recordOf, textOf } from "../values.ts";

const QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const INLINE_CHARACTERS = 10_240;
const MANAGED_CHARACTERS = 6_144;
/** By default; the quota can be raised to 8,192. */
const TRUST_CHARACTERS = 2_048;

/** IAM counts no white space. */
function characters(policy: unknown): number {
  return (textOf(policy) ?? "").replaceAll(/\s/g, "").length;
}

/** Sizes of policies and whether they are policies at all: mocks and types take any text. */
export const rolePolicyRules: readonly Rule[] = [
  stackRule({
    id: "role-policy-size",
    sentence: `All inline policies of a role together have at most ${INLINE_CHARACTERS} characters.`,
    source: QUOTAS,
    problems: (resources) =>
      Object.values(
        Object.groupBy(
          ofType(resources, "aws:iam/rolePolicy:RolePolicy"),
          ({ inputs, urn }) => textOf(inputs.role) ?? urn,
        ),
      ).flatMap((policies = []): Problem[] => {
        const sum = policies.reduce((total, { inputs }) => total + characters(inputs.policy), 0);
        const resource = policies.at(-1);
        if (resource === undefined || sum <= INLINE_CHARACTERS) return [];
        return [
          {
            resource,
            what: `and its role's other policies have ${sum} characters. ${use(INLINE_CHARACTERS)}`,
          },
        ];
      }),
  }),
  sizeRule("managed-policy-size", "aws:iam/policy:Policy", "policy", MANAGED_CHARACTERS),
  sizeRule("trust-policy-size", "aws:iam/role:Role", "assumeRolePolicy", TRUST_CHARACTERS),
  resourceRule({
    id: "policy-document",
    sentence:
      "A policy is a JSON document of version 2012-10-17 whose statements each have an effect, actions and resources.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    types: ["aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy"],
    problems: ({ inputs }) => {
      const text = textOf(inputs.policy);
      return text === undefined ? [] : grammarProblems(text);
    },
  }),
];

function use(limit: number): string {
  return `Use at most ${limit}.`;
}

function sizeRule(id: string, type: string, property: string, limit: number): Rule {
  const what = id.replace("-size", "").replace("-", " ");
  return resourceRule({
    id,
    sentence: `A ${what} has at most ${limit} characters.`,
    source: QUOTAS,
    types: [type],
    problems({ inputs }: Resource) {
      const count = characters(inputs[property]);
      return count <= limit ? [] : [`has a ${what} of ${count} characters. ${use(limit)}`];
    },
  });
}

function grammarProblems(text: string): string[] {
  const document = recordOf(jsonOf(text));
  if (document.Version !== "2012-10-17")
    return ['has a policy that is no JSON document of version "2012-10-17".'];
  const statements = [document.Statement].flat().map(recordOf);
  if (statements.length === 0) return ["has a policy without a statement. IAM wants one at least."];
  return statements
    .filter((statement) => !isComplete(statement))
    .map(
      (statement) =>
        `has a statement without an effect, an action or a resource: ${JSON.stringify(statement)}.`,
    );
}

function isComplete(statement: Readonly<Record<string, unknown>>): boolean {
  const has = (value: unknown) => (typeof value === "string" ? value !== "" : listOf(value).length > 0);
  const { Effect, Action, NotAction, Resource, NotResource } = statement;
  return (
    ["Allow", "Deny"].includes(String(Effect)) &&
    (has(Action) || has(NotAction)) &&
    (has(Resource) || has(NotResource))
  );
}
