/** Values of condition keys, by the key in lower case. */
export type ConditionContext = ReadonlyMap<string, string>;

/**
 * The condition keys that a policy may use here, in lower case, as keys are compared.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const knownConditionKeys: ReadonlySet<string> = new Set([
  "aws:currenttime",
  "aws:epochtime",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principaltype",
  "aws:requestedregion",
  "aws:resourceaccount",
  "aws:securetransport",
  "aws:userid",
  "dynamodb:enclosingoperation",
  "lambda:sourcefunctionarn",
  "s3:delimiter",
  "s3:max-keys",
  "s3:prefix",
  "s3:tlsversion",
  "s3:x-amz-server-side-encryption",
]);
