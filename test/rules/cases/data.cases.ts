import * as aws from "@pulumi/aws";
import { numbered, type RuleCase } from "./rule-case.ts";

const table = (args: Partial<aws.dynamodb.TableArgs>) => () =>
  new aws.dynamodb.Table("t", { hashKey: "id", attributes: [{ name: "id", type: "S" }], ...args });
const indexes = (...names: string[]) =>
  table({ globalSecondaryIndexes: names.map((name) => ({ name, hashKey: "id", projectionType: "ALL" })) });
const lifecycle = (policy: string) => () => new aws.ecr.LifecyclePolicy("r", { repository: "r", policy });
const group = (args: aws.ec2.SecurityGroupArgs) => () => new aws.ec2.SecurityGroup("g", args);
const egress = (count: number) =>
  numbered(count).map(() => ({ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }));
const tagged = (tags: Record<string, string>) => () => new aws.sns.Topic("t", { tags });
const countedTags = (count: number) => tagged(Object.fromEntries(numbered(count).map((key) => [key, ""])));

export const dataCases: readonly RuleCase[] = [
  {
    rule: "table-attributes",
    wrong: table({ rangeKey: "date" }),
    says: 'has the key attribute "date", which its attributes lack',
    right: table({
      rangeKey: "date",
      attributes: [
        { name: "id", type: "S" },
        { name: "date", type: "S" },
      ],
    }),
  },
  {
    rule: "table-attributes",
    wrong: table({
      attributes: [
        { name: "id", type: "S" },
        { name: "email", type: "S" },
      ],
    }),
    says: 'declares the attribute "email", which no key uses',
    right: table({}),
  },
  {
    rule: "table-index-name",
    wrong: indexes("by"),
    says: 'has the index "by"',
    right: indexes("by1"),
  },
  {
    rule: "table-indexes",
    wrong: indexes(...numbered(21, "by-")),
    says: "has 21 indexes",
    right: indexes(...numbered(20, "by-")),
  },
  {
    rule: "table-indexes",
    wrong: indexes("by-id", "by-id"),
    says: "two indexes of one name",
    right: indexes("by-id", "by-key"),
  },
  {
    rule: "table-ttl",
    wrong: table({ ttl: { attributeName: "", enabled: true } }),
    says: "without an attribute that says when",
    right: table({ ttl: { attributeName: "", enabled: false } }),
  },
  {
    rule: "table-ttl",
    wrong: table({ ttl: { attributeName: "id", enabled: true } }),
    says: 'expires items by "id", a key of type S',
    right: table({ ttl: { attributeName: "expires_at", enabled: true } }),
  },
  {
    rule: "repository-lifecycle",
    wrong: lifecycle('{"rules":[{"rulePriority":1},{"rulePriority":1}]}'),
    says: "two rules of one priority",
    right: lifecycle('{"rules":[{"rulePriority":1},{"rulePriority":2}]}'),
  },
  {
    rule: "repository-lifecycle",
    wrong: lifecycle("keep ten"),
    says: "no JSON with rules",
    right: lifecycle('{"rules":[{"rulePriority":1}]}'),
  },
  {
    rule: "log-retention-days",
    wrong: () => new aws.cloudwatch.LogGroup("l", { retentionInDays: 8 }),
    says: "keeps logs 8 days",
    right: () => new aws.cloudwatch.LogGroup("l", { retentionInDays: 7 }),
  },
  {
    rule: "security-group-description",
    wrong: group({ description: "Fünctions" }),
    says: 'has the description "Fünctions"',
    right: group({ description: "Functions: every call out, none in" }),
  },
  {
    rule: "security-group-size",
    wrong: group({ egress: egress(61) }),
    says: "has 61 egress rules",
    right: group({ egress: egress(60) }),
  },
  { rule: "tags", wrong: countedTags(51), says: "has 51 tags", right: countedTags(50) },
  {
    rule: "tags",
    wrong: tagged({ "aws:owner": "me" }),
    says: '"aws:owner"',
    right: tagged({ "owner:aws": "me + you" }),
  },
];
