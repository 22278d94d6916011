import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { Rule } from "../rules/rule.ts";
import { resourceOf } from "./resource.ts";

/**
 * A rule as a Pulumi policy. One that a resource alone decides is asked before the resource is made, with its inputs;
 * one about the whole stack after the preview and after the deployment, with what the resources became.
 * https://www.pulumi.com/docs/iac/using-pulumi/crossguard/core-concepts/
 */
export function policyOf(rule: Rule): ResourceValidationPolicy | StackValidationPolicy {
  const described = {
    name: rule.id,
    description: rule.sentence,
    enforcementLevel: "mandatory",
    url: rule.source,
  } as const;
  if (rule.scope === "resource") {
    return {
      ...described,
      validateResource(args, reportViolation) {
        if (rule.types?.includes(args.type) === false) return;
        for (const { message } of rule.check([resourceOf(args)])) reportViolation(message);
      },
    };
  }
  return {
    ...described,
    validateStack({ resources }, reportViolation) {
      for (const { message, urn } of rule.check(resources.map(resourceOf))) reportViolation(message, urn);
    },
  };
}
