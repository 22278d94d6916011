import { expect } from "chai";
import fc from "fast-check";
import { evaluate } from "../../../../local/aws/iam/evaluate.ts";
import { parsePolicy } from "../../../../local/aws/iam/policy-document.ts";
import { refusal } from "../../../../local/aws/iam/refusal.ts";
import { tableArn } from "../declare.ts";

const context = new Map([
  ["aws:requestedregion", "eu-west-1"],
  ["aws:principalarn", "arn:aws:iam::000000000000:role/app/writer"],
  ["aws:securetransport", "true"],
  ["aws:currenttime", "2026-03-04T05:06:07.000Z"],
  ["aws:epochtime", "1772600767"],
]);

function decide(statements: object | object[], action: string, resource: string) {
  const policy = parsePolicy("policy", { Version: "2012-10-17", Statement: statements });
  return evaluate([policy], { action, resource }, context);
}

const orders = tableArn("orders");

describe("IAM evaluation", () => {
  const cases: readonly [
    what: string,
    statement: object,
    action: string,
    resource: string,
    allowed: boolean,
  ][] = [
    [
      "the action and the resource",
      { Action: "dynamodb:PutItem", Resource: orders },
      "dynamodb:PutItem",
      orders,
      true,
    ],
    ["another action", { Action: "dynamodb:PutItem", Resource: orders }, "dynamodb:GetItem", orders, false],
    [
      "another case of the action",
      { Action: "DynamoDB:putitem", Resource: orders },
      "dynamodb:PutItem",
      orders,
      true,
    ],
    [
      "another case of the resource",
      { Action: "*", Resource: tableArn("Orders") },
      "dynamodb:PutItem",
      orders,
      false,
    ],
    ["* in the action", { Action: "dynamodb:*Item", Resource: orders }, "dynamodb:PutItem", orders, true],
    ["? in the action", { Action: "dynamodb:?utItem", Resource: orders }, "dynamodb:PutItem", orders, true],
    [
      "? for no character",
      { Action: "dynamodb:?PutItem", Resource: orders },
      "dynamodb:PutItem",
      orders,
      false,
    ],
    [
      "a list of actions",
      { Action: ["a:B", "dynamodb:Query"], Resource: "*" },
      "dynamodb:Query",
      orders,
      true,
    ],
    ["NotAction", { NotAction: "dynamodb:Delete*", Resource: "*" }, "dynamodb:Query", orders, true],
    [
      "NotAction's own",
      { NotAction: "dynamodb:Delete*", Resource: "*" },
      "dynamodb:DeleteItem",
      orders,
      false,
    ],
    ["NotResource", { Action: "*", NotResource: tableArn("audit") }, "dynamodb:Query", orders, true],
    ["NotResource's own", { Action: "*", NotResource: orders }, "dynamodb:Query", orders, false],
    [
      "an index under a table's ARN",
      { Action: "*", Resource: orders },
      "dynamodb:Query",
      `${orders}/index/by`,
      false,
    ],
    [
      "an index under /index/*",
      { Action: "*", Resource: `${orders}/index/*` },
      "dynamodb:Query",
      `${orders}/index/by`,
      true,
    ],
    ["* at a segment's end", { Action: "*", Resource: "arn:aws:dynamodb:*" }, "dynamodb:Query", orders, true],
    [
      "* inside a segment",
      { Action: "*", Resource: "arn:aws:dynamodb:eu-*-1:000000000000:table/*" },
      "dynamodb:Query",
      orders,
      true,
    ],
    [
      "* inside a segment over a colon",
      { Action: "*", Resource: "arn:aws:d*-west-1:000000000000:table/*" },
      "dynamodb:Query",
      orders,
      false,
    ],
    ["a dot as itself", { Action: "*", Resource: tableArn("a.b") }, "dynamodb:Query", tableArn("axb"), false],
  ];
  for (const [what, statement, action, resource, allowed] of cases) {
    it(`${allowed ? "allows" : "denies"} by ${what}`, () => {
      expect(decide({ Effect: "Allow", ...statement }, action, resource).allowed).to.equal(allowed);
    });
  }

  it("denies what nothing allows", () => {
    const decision = evaluate([], { action: "dynamodb:PutItem", resource: orders }, context);
    expect(decision).to.deep.equal({
      action: "dynamodb:PutItem",
      resource: orders,
      allowed: false,
      because: "implicit deny",
    });
    expect(refusal("arn:x", decision)).to.equal(
      `User: arn:x is not authorized to perform: dynamodb:PutItem on resource: ${orders} ` +
        "because no identity-based policy allows the dynamodb:PutItem action",
    );
  });

  it("lets an explicit deny win, wherever it stands", () => {
    const allow = { Effect: "Allow", Action: "*", Resource: "*" };
    const deny = { Effect: "Deny", Action: "dynamodb:*", Resource: orders };
    for (const statements of [
      [allow, deny],
      [deny, allow],
    ]) {
      const decision = decide(statements, "dynamodb:PutItem", orders);
      expect(decision).to.include({ allowed: false, because: "explicit deny" });
      expect(refusal("arn:x", decision)).to.match(/ with an explicit deny in an identity-based policy$/);
    }
  });

  it("names the statement that allowed", () => {
    const statements = [
      { Effect: "Allow", Action: "a:B", Resource: "*" },
      { Effect: "Allow", Action: "c:D", Resource: "*" },
      { Sid: "Named", Effect: "Allow", Action: "e:F", Resource: "*" },
    ];
    expect(decide(statements, "c:D", "*").because).to.equal("policy[1]");
    expect(decide(statements, "e:F", "*").because).to.equal("Named");
  });

  it("agrees with a plain model of AWS's rules", () => {
    const name = fc.constantFrom("a", "b", "c");
    const statement = fc.record({
      effect: fc.constantFrom("Allow" as const, "Deny" as const),
      negated: fc.boolean(),
      actions: fc.uniqueArray(name, { minLength: 1 }),
      resources: fc.uniqueArray(name, { minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(statement)), name, name, (policies, action, resource) => {
        const parsed = policies.map((statements, index) =>
          parsePolicy(`p${index}`, {
            Statement: statements.map(({ effect, negated, actions, resources }) => ({
              Effect: effect,
              [negated ? "NotAction" : "Action"]: actions.map((each) => `s:${each}`),
              Resource: resources,
            })),
          }),
        );
        const applying = policies
          .flat()
          .filter(
            (each) => each.actions.includes(action) !== each.negated && each.resources.includes(resource),
          );
        const expected =
          !applying.some(({ effect }) => effect === "Deny") &&
          applying.some(({ effect }) => effect === "Allow");
        expect(evaluate(parsed, { action: `s:${action}`, resource }, context).allowed).to.equal(expected);
      }),
    );
  });
});

describe("IAM conditions", () => {
  const cases: readonly [condition: object, holds: boolean][] = [
    [{ StringEquals: { "aws:RequestedRegion": "eu-west-1" } }, true],
    [{ StringEquals: { "AWS:REQUESTEDREGION": ["us-east-1", "eu-west-1"] } }, true],
    [{ StringEquals: { "aws:RequestedRegion": "EU-WEST-1" } }, false],
    [{ StringEqualsIgnoreCase: { "aws:RequestedRegion": "EU-WEST-1" } }, true],
    [{ StringNotEquals: { "aws:RequestedRegion": ["us-east-1", "eu-west-1"] } }, false],
    [{ StringNotEquals: { "aws:RequestedRegion": "us-east-1" } }, true],
    [{ StringLike: { "aws:RequestedRegion": "eu-*" } }, true],
    [{ StringNotLike: { "aws:RequestedRegion": "eu-*" } }, false],
    [{ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/app/*" } }, true],
    [{ ArnLike: { "aws:PrincipalArn": "arn:aws:*:role/app/*" } }, false],
    [{ ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::000000000000:role/other" } }, true],
    [{ Bool: { "aws:SecureTransport": "false" } }, false],
    [{ Bool: { "aws:SecureTransport": true } }, true],
    [{ Null: { "lambda:SourceFunctionArn": "true" } }, true],
    [{ Null: { "aws:RequestedRegion": "true" } }, false],
    [{ DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } }, true],
    [{ DateLessThanEquals: { "aws:EpochTime": "1772600767" } }, true],
    [{ NumericLessThan: { "aws:EpochTime": 5 } }, false],
    [{ StringEquals: { "lambda:SourceFunctionArn": "x" } }, false],
    [{ StringEqualsIfExists: { "lambda:SourceFunctionArn": "x" } }, true],
    [{ StringNotEquals: { "lambda:SourceFunctionArn": "x" } }, true],
    [{ "ForAllValues:StringEquals": { "lambda:SourceFunctionArn": "x" } }, true],
    [{ "ForAnyValue:StringEquals": { "lambda:SourceFunctionArn": "x" } }, false],
    [{ "ForAnyValue:StringLike": { "aws:RequestedRegion": "eu-*" } }, true],
    [{ StringLike: { "aws:RequestedRegion": "eu-*" }, Bool: { "aws:SecureTransport": "false" } }, false],
  ];
  for (const [condition, holds] of cases) {
    it(`${JSON.stringify(condition)} ${holds ? "holds" : "does not hold"}`, () => {
      const statement = { Effect: "Allow", Action: "*", Resource: "*", Condition: condition };
      expect(decide(statement, "a:B", "*").allowed).to.equal(holds);
    });
  }
});

describe("A policy that can't be evaluated", () => {
  const allow = { Effect: "Allow", Action: "*", Resource: "*" };
  const cases: readonly [what: string, source: unknown, message: RegExp][] = [
    [
      "an unknown operator",
      { Statement: { ...allow, Condition: { IpAddress: { "aws:UserId": "10.0.0.0/8" } } } },
      /operator "IpAddress"/,
    ],
    [
      "an unknown key",
      { Statement: { ...allow, Condition: { StringEquals: { "aws:SourceVpc": "v" } } } },
      /condition key "aws:SourceVpc"/,
    ],
    [
      "a value out of type",
      { Statement: { ...allow, Condition: { DateEquals: { "aws:CurrentTime": "soon" } } } },
      /"soon" is no valid value/,
    ],
    [
      "a Null that is no boolean",
      { Statement: { ...allow, Condition: { Null: { "aws:UserId": "maybe" } } } },
      /must be "true" or "false"/,
    ],
    [
      "a policy variable",
      { Statement: { ...allow, Resource: "arn:aws:s3:::b/$" + "{aws:username}" } },
      /policy variable \$\{aws:username\}/,
    ],
    ["no JSON", "{", /IAM policy "p" is not valid JSON/],
    ["no effect", { Statement: { Action: "*", Resource: "*" } }, /IAM policy "p" is not valid at Statement/],
    [
      "no action",
      { Statement: { Effect: "Allow", Resource: "*" } },
      /statement 0 must have either Action or NotAction/,
    ],
    [
      "Resource beside NotResource",
      { Statement: { ...allow, NotResource: "x" } },
      /either Resource or NotResource/,
    ],
  ];
  for (const [what, source, message] of cases) {
    it(`is named: ${what}`, () => {
      expect(() => parsePolicy("p", source))
        .to.throw(message)
        .with.property("name", "LocalError");
    });
  }
});
