import { expect } from "chai";
import { decide } from "../../../../local/aws/authorization.ts";
import { type Caller, operator } from "../../../../local/aws/credentials.ts";
import { parsePolicy } from "../../../../local/aws/iam/policy-document.ts";
import { parseResourcePolicy } from "../../../../local/aws/iam/resource-policy.ts";

const role = { name: "reader", arn: "arn:aws:iam::000000000000:role/reader" };
const caller: Caller = { arn: "arn:aws:sts::000000000000:assumed-role/reader/fn", userId: "A:fn", role };
const resource = "arn:aws:s3:::files/a";
const statement = { Action: "s3:GetObject", Resource: "arn:aws:s3:::files/*" };

/** Whether the caller may read the object, or the sentence that says why not. */
function decision(identity: readonly object[], ofBucket: readonly object[]): true | string {
  const policies = { policiesOf: () => [parsePolicy("own", { Statement: identity })] };
  const resourcePolicy = parseResourcePolicy("files", { Statement: ofBucket });
  const request = { action: "s3:GetObject", resource, resourcePolicy };
  return decide(caller, "eu-west-1", [request], policies).refusal ?? true;
}

const allow = { Effect: "Allow", ...statement };
const byIdentity = [allow];
const refused = (reason: string) =>
  `User: ${caller.arn} is not authorized to perform: s3:GetObject on resource: "${resource}" ${reason}`;
const byNobody = refused("because no identity-based policy allows the s3:GetObject action");

describe("A policy of a resource", () => {
  const principals: readonly [principal: unknown, allows: boolean, denies: boolean][] = [
    ["*", true, true],
    [{ AWS: "*" }, true, true],
    [{ AWS: role.arn }, true, true],
    [{ AWS: ["arn:aws:iam::000000000000:role/other", caller.arn] }, true, true],
    [{ AWS: "arn:aws:iam::000000000000:root" }, false, true],
    [{ AWS: "000000000000" }, false, true],
    [{ AWS: "111111111111" }, false, false],
    [{ AWS: "arn:aws:iam::000000000000:role/other" }, false, false],
    [{ Service: "cloudfront.amazonaws.com" }, false, false],
  ];
  for (const [Principal, allows, denies] of principals) {
    it(`applies to ${JSON.stringify(Principal)}`, () => {
      expect(decision([], [{ ...allow, Principal }])).to.equal(allows || byNobody);
      expect(decision(byIdentity, [{ ...allow, Effect: "Deny", Principal }])).to.equal(
        denies ? refused("with an explicit deny in a resource-based policy") : true,
      );
    });
  }

  it("can't allow what the role is denied", () => {
    const everybody = [{ ...allow, Principal: "*" }];
    expect(decision([{ ...allow, Effect: "Deny" }], everybody)).to.equal(
      refused("with an explicit deny in an identity-based policy"),
    );
  });

  it("sees a request over the loopback as one over TLS", () => {
    const tlsOnly = { Bool: { "aws:SecureTransport": "false" } };
    const oldTls = { NumericLessThan: { "s3:TlsVersion": "1.2" } };
    for (const Condition of [tlsOnly, oldTls]) {
      const policy = [{ ...allow, Effect: "Deny", Principal: "*", Action: "s3:*", Condition }];
      expect(decision(byIdentity, policy)).to.equal(true);
    }
  });

  it("does not limit the operator", () => {
    const resourcePolicy = parseResourcePolicy("files", {
      Statement: [{ ...allow, Effect: "Deny", Principal: "*" }],
    });
    const request = { action: "s3:GetObject", resource, resourcePolicy };
    expect(decide(operator, "eu-west-1", [request], { policiesOf: () => [] })).to.deep.equal({
      decisions: [],
    });
  });

  it("needs a principal in each statement", () => {
    expect(() => parseResourcePolicy("files", { Statement: [allow] })).to.throw(
      'The resource policy "files" must have a Principal in each statement.',
    );
  });
});
