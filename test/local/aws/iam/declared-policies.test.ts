import { expect } from "chai";
import { declaredPolicies } from "../../../../local/aws/iam/declared-policies.ts";
import type { DeclaredResource } from "../../../../local/program/declared.ts";
import { program, resource, roleArn } from "../declare.ts";

const statement = { Effect: "Allow", Action: "a:B", Resource: "*" };
const document = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const policyArn = "arn:aws:iam::000000000000:policy/shared";
const awsManaged = "arn:aws:iam::aws:policy/";

const role = (inputs: Record<string, unknown> = {}) =>
  resource(
    "aws:iam/role:Role",
    "writer",
    { name: "writer-1a2b", ...inputs },
    { arn: roleArn("writer-1a2b") },
  );
const policy = resource("aws:iam/policy:Policy", "shared", { policy: document }, { arn: policyArn });

function policyNames(...resources: DeclaredResource[]): string[] | undefined {
  return declaredPolicies(program(resources))
    .get("writer-1a2b")
    ?.map(({ name }) => name);
}

describe("The declared policies of a role", () => {
  const cases: readonly [what: string, resources: DeclaredResource[], names: string[]][] = [
    ["none", [role()], []],
    [
      "a RolePolicy",
      [role(), resource("aws:iam/rolePolicy:RolePolicy", "own", { role: "writer-1a2b", policy: document })],
      ["own"],
    ],
    [
      "a RolePolicy that names the role by its ARN",
      [
        role(),
        resource("aws:iam/rolePolicy:RolePolicy", "own", { role: roleArn("writer-1a2b"), policy: document }),
      ],
      ["own"],
    ],
    [
      "a RolePolicy given as an object",
      [
        role(),
        resource("aws:iam/rolePolicy:RolePolicy", "own", {
          role: "writer-1a2b",
          policy: { Statement: statement },
        }),
      ],
      ["own"],
    ],
    ["an inline policy", [role({ inlinePolicies: [{ name: "inline", policy: document }] })], ["inline"]],
    [
      "an attached policy",
      [
        role(),
        policy,
        resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "at", {
          role: "writer-1a2b",
          policyArn,
        }),
      ],
      ["shared"],
    ],
    [
      "a PolicyAttachment",
      [
        role(),
        policy,
        resource("aws:iam/policyAttachment:PolicyAttachment", "at", { roles: ["writer-1a2b"], policyArn }),
      ],
      ["shared"],
    ],
    [
      "managedPolicyArns",
      [role({ managedPolicyArns: [policyArn, `${awsManaged}AWSXRayDaemonWriteAccess`] }), policy],
      ["shared", "AWSXRayDaemonWriteAccess"],
    ],
    [
      "another role's",
      [role(), resource("aws:iam/rolePolicy:RolePolicy", "own", { role: "reader", policy: document })],
      [],
    ],
  ];
  for (const [what, resources, names] of cases) {
    it(`hold ${what}`, () => {
      expect(policyNames(...resources)).to.deep.equal(names);
    });
  }

  it("hold what AWS's policies for Lambda allow", () => {
    const managedPolicyArns = ["AWSLambdaBasicExecutionRole", "AWSLambdaVPCAccessExecutionRole"].map(
      (name) => `${awsManaged}service-role/${name}`,
    );
    const [basic, vpc] = declaredPolicies(program([role({ managedPolicyArns })])).get("writer-1a2b") ?? [];
    expect(basic?.statements[0]?.matchesAction("logs:PutLogEvents")).to.equal(true);
    expect(basic?.statements[0]?.matchesAction("ec2:CreateNetworkInterface")).to.equal(false);
    expect(vpc?.statements[0]?.matchesAction("ec2:CreateNetworkInterface")).to.equal(true);
  });

  const refused: readonly [what: string, resources: DeclaredResource[], message: RegExp][] = [
    [
      "an AWS-managed policy that is not carried",
      [role({ managedPolicyArns: [`${awsManaged}AdministratorAccess`] })],
      /role "writer-1a2b".*AWS-managed policy arn:aws:iam::aws:policy\/AdministratorAccess/,
    ],
    [
      "a policy that is not declared",
      [role({ managedPolicyArns: [policyArn] })],
      /policy\/shared attached, which the program does not declare/,
    ],
    [
      "a permissions boundary",
      [role({ permissionsBoundary: policyArn })],
      /does not evaluate a permissions boundary/,
    ],
  ];
  for (const [what, resources, message] of refused) {
    it(`are refused by name: ${what}`, () => {
      expect(() => policyNames(...resources))
        .to.throw(message)
        .with.property("name", "LocalError");
    });
  }
});
