import { type Resource, type Rule, resourceRule } from "../rule.ts";
import { mayBe, propertyOf } from "../values.ts";
import { isProtectedStack } from "./protected-stacks.ts";

interface Guard {
  readonly isUp: boolean;
  /** To be read behind "must". */
  readonly says: string;
}

const PULUMI_PROTECT = "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/";

/** What keeps data from being deleted in a stack whose data is somebody's. */
export const protectionRules: readonly Rule[] = [
  guardRule("table", PULUMI_PROTECT, ["aws:dynamodb/table:Table"], ({ inputs, protect }) => [
    { isUp: protect, says: "be protected by Pulumi" },
    { isUp: mayBe(inputs.deletionProtectionEnabled, true), says: "have deletionProtectionEnabled" },
    {
      isUp: mayBe(propertyOf(inputs.pointInTimeRecovery, "enabled"), true),
      says: "have pointInTimeRecovery",
    },
  ]),
  guardRule("bucket", PULUMI_PROTECT, ["aws:s3/bucket:Bucket"], ({ inputs, protect }) => [
    { isUp: protect, says: "be protected by Pulumi" },
    { isUp: inputs.forceDestroy !== true, says: "not have forceDestroy" },
  ]),
  guardRule(
    "repository",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-delete.html",
    ["aws:ecr/repository:Repository", "awsx:ecr:Repository"],
    ({ inputs }) => [{ isUp: inputs.forceDelete !== true, says: "not have forceDelete" }],
  ),
];

function guardRule(
  what: string,
  source: string,
  types: readonly string[],
  guards: (resource: Resource) => Guard[],
): Rule {
  return resourceRule({
    id: `${what}-protection`,
    sentence: `In prod a ${what} can't be deleted by a destroy.`,
    source,
    types,
    problems: (resource) =>
      isProtectedStack(resource)
        ? guards(resource)
            .filter(({ isUp }) => !isUp)
            .map(({ says }) => `must ${says} in prod.`)
        : [],
  });
}
