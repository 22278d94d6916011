import * as aws from "@pulumi/aws";
import type { RuleCase } from "./rule-case.ts";

const TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
const BUCKET = "arn:aws:s3:::files";

const document = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (action: string | string[], resource: string, more = {}) => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...more,
});
const policy = (text: string, name = "p") => new aws.iam.RolePolicy(name, { role: "r", policy: text });
const role =
  (action: string, resource: string, more = {}) =>
  () =>
    policy(document(allow(action, resource, more)));
const padded = (characters: number) => {
  const bare = document(allow("dynamodb:GetItem", TABLE));
  return document(allow("dynamodb:GetItem", TABLE + "x".repeat(characters - bare.length)));
};
const attached = (policyArn: string) => () => new aws.iam.RolePolicyAttachment("p", { role: "r", policyArn });
const bucketPolicy = (statement: object) => () =>
  new aws.s3.BucketPolicy("b", { bucket: "files", policy: document(statement) });

export const policyCases: readonly RuleCase[] = [
  {
    rule: "role-policy-size",
    wrong: () => {
      policy(padded(10_240));
      policy(padded(200), "q");
    },
    says: "have 10440 characters",
    right: () => policy(padded(10_240)),
  },
  {
    rule: "managed-policy-size",
    wrong: () => new aws.iam.Policy("p", { policy: padded(6145) }),
    says: "has a managed policy of 6145 characters",
    right: () => new aws.iam.Policy("p", { policy: padded(6144) }),
  },
  {
    rule: "trust-policy-size",
    wrong: () => new aws.iam.Role("r", { assumeRolePolicy: padded(2049) }),
    says: "has a trust policy of 2049 characters",
    right: () => new aws.iam.Role("r", { assumeRolePolicy: padded(2048) }),
  },
  {
    rule: "policy-document",
    wrong: () => policy('{"Statement":[]}'),
    says: 'no JSON document of version "2012-10-17"',
    right: role("dynamodb:GetItem", TABLE),
  },
  {
    rule: "policy-document",
    wrong: () => policy(document({ Effect: "Allow", Action: [], Resource: TABLE })),
    says: "a statement without an effect, an action or a resource",
    right: () => policy(document({ Effect: "Deny", NotAction: ["dynamodb:GetItem"], Resource: [TABLE] })),
  },
  {
    rule: "no-wildcard-action",
    wrong: role("dynamodb:*", TABLE),
    says: 'allows "dynamodb:*"',
    right: role("dynamodb:GetItem", TABLE),
  },
  {
    rule: "no-wildcard-action",
    wrong: role("dynamodb:Get*", TABLE),
    says: 'allows "dynamodb:Get*"',
    right: () => policy(document({ ...allow("dynamodb:*", TABLE), Effect: "Deny" })),
  },
  {
    rule: "no-wildcard-action",
    wrong: () => policy(document({ Effect: "Allow", NotAction: "iam:PassRole", Resource: TABLE })),
    says: "allows everything but what it names",
    right: role("dynamodb:GetItem", TABLE),
  },
  {
    rule: "no-wildcard-resource",
    wrong: role("dynamodb:GetItem", "*"),
    says: 'allows "dynamodb:GetItem" on "*"',
    right: role("xray:PutTraceSegments", "*"),
  },
  {
    rule: "no-wildcard-resource",
    wrong: role("dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:123456789012:table/*"),
    says: "table/*",
    right: role("dynamodb:Query", `${TABLE}/index/*`),
  },
  {
    rule: "no-wildcard-resource",
    wrong: role("dynamodb:GetItem", `${TABLE}*`),
    says: "table/orders*",
    right: role("logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f:*"),
  },
  {
    rule: "no-wildcard-resource",
    wrong: role("s3:GetObject", `${BUCKET}*`),
    says: "files*",
    right: role("s3:GetObject", `${BUCKET}/*`),
  },
  {
    rule: "no-wildcard-resource",
    wrong: () =>
      new aws.iam.Role("r", {
        assumeRolePolicy: "{}",
        inlinePolicies: [{ name: "p", policy: document(allow("s3:GetObject", "*")) }],
      }),
    says: 'Role "r" allows "s3:GetObject" on "*"',
    right: () =>
      new aws.iam.Role("r", {
        assumeRolePolicy: "{}",
        inlinePolicies: [{ name: "p", policy: document(allow("s3:GetObject", `${BUCKET}/*`)) }],
      }),
  },
  {
    rule: "no-aws-managed-policy",
    wrong: attached("arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"),
    says: "AmazonDynamoDBFullAccess",
    right: attached("arn:aws:iam::123456789012:policy/orders"),
  },
  {
    rule: "no-public-policy",
    wrong: bucketPolicy(allow("s3:GetObject", `${BUCKET}/*`, { Principal: "*" })),
    says: "lets everybody do s3:GetObject",
    right: bucketPolicy({
      ...allow("s3:*", `${BUCKET}/*`, { Principal: { AWS: "*" } }),
      Effect: "Deny",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
  },
];
