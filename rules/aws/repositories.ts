import { resourceRule } from "../rule.ts";
import { jsonOf, listOf, recordOf, textOf } from "../values.ts";

const MAXIMUM_CHARACTERS = 30_720;

export const lifecyclePolicy = resourceRule({
  id: "repository-lifecycle",
  sentence: `A repository's lifecycle policy is JSON of at most ${MAXIMUM_CHARACTERS} characters, whose rules have each their own priority.`,
  source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html",
  types: ["aws:ecr/lifecyclePolicy:LifecyclePolicy"],
  problems({ inputs }) {
    const policy = textOf(inputs.policy);
    if (policy === undefined) return [];
    const priorities = listOf(recordOf(jsonOf(policy)).rules).map((rule) => recordOf(rule).rulePriority);
    if (priorities.length === 0) return ["has a policy that is no JSON with rules."];
    return [
      ...(policy.length > MAXIMUM_CHARACTERS
        ? [`has a policy of ${policy.length} characters. Use at most ${MAXIMUM_CHARACTERS}.`]
        : []),
      ...(new Set(priorities).size < priorities.length ? ["has two rules of one priority."] : []),
    ];
  },
});
