import type * as aws from "@pulumi/aws";
import { expect } from "chai";
import { allow, policyDocument, type Statement } from "../../components/permissions.ts";
import { declare, resolved } from "../support/declare.ts";

const arn = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
const table = { arn } as unknown as aws.dynamodb.Table;
const bucketArn = "arn:aws:s3:::files";
const bucket = { arn: bucketArn } as unknown as aws.s3.Bucket;

describe("allow", () => {
  const cases: readonly [keyof typeof allow, Statement, string[], string][] = [
    ["get", allow.get(table), ["dynamodb:GetItem"], arn],
    ["put", allow.put(table), ["dynamodb:PutItem"], arn],
    ["update", allow.update(table), ["dynamodb:UpdateItem"], arn],
    ["delete", allow.delete(table), ["dynamodb:DeleteItem"], arn],
    ["query", allow.query(table), ["dynamodb:Query"], arn],
    ["scan", allow.scan(table), ["dynamodb:Scan"], arn],
    ["read", allow.read(table), ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"], arn],
    [
      "readWrite",
      allow.readWrite(table),
      [
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:Query",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:BatchWriteItem",
      ],
      arn,
    ],
    ["onTable", allow.onTable(table, "ConditionCheckItem"), ["dynamodb:ConditionCheckItem"], arn],
    ["queryIndex", allow.queryIndex(table, "by-customer"), ["dynamodb:Query"], `${arn}/index/by-customer`],
    ["getObjects", allow.getObjects(bucket), ["s3:GetObject"], `${bucketArn}/*`],
    ["putObjects", allow.putObjects(bucket, "in/"), ["s3:PutObject"], `${bucketArn}/in/*`],
    ["listBucket", allow.listBucket(bucket), ["s3:ListBucket"], bucketArn],
  ];
  for (const [name, statement, actions, resource] of cases) {
    it(`${name} names its actions and one resource`, async () => {
      const { result } = await declare(() => policyDocument([statement]));
      expect(JSON.parse(await resolved(result))).to.deep.equal({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: actions, Resource: [resource] }],
      });
    });
  }

  it("has a case for each of its helpers", () => {
    expect(cases.map(([name]) => name)).to.have.members(Object.keys(allow));
  });
});

describe("policyDocument", () => {
  it("carries conditions", async () => {
    const conditions = { StringEquals: { "s3:prefix": ["invoices/"] } };
    const { result } = await declare(() => policyDocument([{ ...allow.listBucket(bucket), conditions }]));
    expect(JSON.parse(await resolved(result)).Statement[0].Condition).to.deep.equal(conditions);
  });
});
