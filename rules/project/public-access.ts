import { type Problem, type Rule, resourceRule, stackRule } from "../rule.ts";
import { policyTypes, statementsOf } from "../statements.ts";
import { isAbsent, mayBe, ofType } from "../values.ts";

const CONFUSED_DEPUTY = "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html";

/** What must all be on for a bucket that nobody can open by mistake. */
const BLOCKS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const publicAccessRules: readonly Rule[] = [
  resourceRule({
    id: "no-public-invoke",
    sentence:
      "Nobody may invoke a function but through its URL: a permission for everybody has that condition.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    types: ["aws:lambda/permission:Permission"],
    problems({ inputs }) {
      const { action, principal, functionUrlAuthType, invokedViaFunctionUrl, principalOrgId } = inputs;
      if (principal !== "*" || !isAbsent(principalOrgId)) return [];
      const throughUrl =
        action === "lambda:InvokeFunctionUrl"
          ? !isAbsent(functionUrlAuthType)
          : mayBe(invokedViaFunctionUrl, true);
      if (throughUrl) return [];
      return [
        `lets every AWS account call ${action}. Add the condition that the call comes by the URL, or a principal.`,
      ];
    },
  }),
  resourceRule({
    id: "permission-source",
    sentence: "A permission for an AWS service names the source that the service calls for.",
    source: CONFUSED_DEPUTY,
    types: ["aws:lambda/permission:Permission"],
    problems({ inputs }) {
      const isService = /\.amazonaws\.com$/.test(String(inputs.principal));
      if (!isService || !isAbsent(inputs.sourceArn)) return [];
      return [
        `lets ${String(inputs.principal)} invoke for anybody's resource. Set sourceArn to the one that calls.`,
      ];
    },
  }),
  resourceRule({
    id: "no-public-policy",
    sentence: "No policy of a bucket or a topic allows everybody.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    types: policyTypes,
    problems: (resource) =>
      statementsOf(resource)
        .filter(
          ({ effect, principals, condition }) =>
            effect === "Allow" && principals.includes("*") && condition === undefined,
        )
        .map(
          ({ actions }) => `lets everybody do ${actions.join(", ")}. Name a principal or add a condition.`,
        ),
  }),
  stackRule({
    id: "bucket-public-access-block",
    sentence: "Every bucket blocks public access, in all four ways.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    problems: (resources) =>
      ofType(resources, "aws:s3/bucket:Bucket").flatMap((bucket): Problem[] => {
        const block = ofType(resources, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").find(
          ({ inputs }) => mayBe(inputs.bucket, bucket.outputs.bucket ?? bucket.inputs.bucket),
        );
        const missing = BLOCKS.filter((key) => !mayBe(block?.inputs[key], true));
        if (missing.length === 0) return [];
        return [
          { resource: bucket, what: `could be opened to the public. Set ${missing.join(", ")} to true.` },
        ];
      }),
  }),
];
