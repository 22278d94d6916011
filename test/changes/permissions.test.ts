import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { permissionsOf } from "../../changes/permissions.ts";
import { declare } from "../support/declare.ts";

const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const trusting = document({
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
});
const nobody = document();
const fn = () => new aws.lambda.Function("orders", { name: "shop-orders", role: "r" });

/** What a program lets whom do, one line each. */
async function permissions(program: () => void): Promise<string[]> {
  const { resources } = await declare(program);
  return permissionsOf(resources).map(({ effect, who, action, resource, condition }) =>
    [effect, who, action, resource, condition].filter((part) => part !== undefined).join(" | "),
  );
}

describe("permissions", () => {
  const CASES: readonly { what: string; program: () => void; expected: readonly string[] }[] = [
    {
      what: "a role's trust",
      program: () => new aws.iam.Role("orders", { assumeRolePolicy: trusting }),
      expected: ["Allow | lambda.amazonaws.com | sts:AssumeRole | Role orders"],
    },
    {
      what: "inline policies of a role",
      program: () =>
        new aws.iam.Role("orders", {
          assumeRolePolicy: nobody,
          inlinePolicies: [
            { policy: document({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" }) },
          ],
        }),
      expected: ["Allow | Role orders | s3:GetObject | arn:aws:s3:::b/*"],
    },
    {
      what: "what a wildcard within a table is for, in the program's words",
      program: () => {
        const table = new aws.dynamodb.Table("orders", { attributes: [] });
        const policy = table.arn.apply((arn) =>
          document({ Effect: "Allow", Action: "dynamodb:Query", Resource: `${arn}/index/*` }),
        );
        new aws.iam.RolePolicy("orders", { role: "reader", policy });
      },
      expected: ["Allow | reader | dynamodb:Query | Table orders/index/*"],
    },
    {
      what: "what everybody may not, with its condition",
      program: () =>
        new aws.s3.BucketPolicy("files", {
          bucket: "b",
          policy: document({
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: "*",
            Condition: { Bool: {} },
          }),
        }),
      expected: ['Deny | * | s3:* | * | {"Bool":{}}'],
    },
    {
      what: "a statement of exceptions, as it stands",
      program: () =>
        new aws.iam.RolePolicy("orders", {
          role: "r",
          policy: document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
        }),
      expected: ['Allow | r | {"Effect":"Allow","NotAction":"iam:*","Resource":"*"} | *'],
    },
    {
      what: "policies that are attached",
      program: () =>
        new aws.iam.RolePolicyAttachment("orders", { role: "r", policyArn: "arn:aws:iam::aws:policy/Admin" }),
      expected: ["Allow | r | all that the policy allows | arn:aws:iam::aws:policy/Admin"],
    },
    {
      what: "everybody who may invoke, and by what way",
      program: () => {
        new aws.lambda.Permission("url", {
          action: "lambda:InvokeFunctionUrl",
          function: fn().name,
          qualifier: "live",
          principal: "*",
          functionUrlAuthType: "NONE",
        });
      },
      expected: [
        'Allow | * | lambda:InvokeFunctionUrl | Function orders:live | {"functionUrlAuthType":"NONE"}',
      ],
    },
    {
      what: "nothing of what a route needs",
      program: () => {
        new aws.lambda.Permission("route", {
          action: "lambda:InvokeFunction",
          function: fn().name,
          principal: "apigateway.amazonaws.com",
          sourceArn: "arn:aws:execute-api:us-east-1:123456789012:api/*/GET/orders",
        });
      },
      expected: [],
    },
  ];

  for (const { what, program, expected } of CASES) {
    it(`tell ${what}`, async () => {
      expect(await permissions(program)).to.deep.equal(expected);
    });
  }
});
