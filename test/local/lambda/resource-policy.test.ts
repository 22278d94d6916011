import { expect } from "chai";
import { ResourcePolicies } from "../../../local/lambda/resource-policies.ts";
import { declaredPermissions, refusedAction } from "../../../local/lambda/resource-policy.ts";
import { arnOf, permissionResource, programOf } from "./declare.ts";

type Inputs = Record<string, unknown>;

const gateway = "apigateway.amazonaws.com";
const route = "arn:aws:execute-api:eu-west-1:000000000000:api/$default/POST/message";
const service = { service: gateway, sourceArn: route } as const;
const url = { service: "function-url" } as const;
const live = { function: "fn", qualifier: "live" };
const viaGateway = { ...live, principal: gateway };
const anyoneByUrl = {
  ...live,
  principal: "*",
  action: "lambda:InvokeFunctionUrl",
  functionUrlAuthType: "NONE",
};
const anyoneInvokes = { ...live, principal: "*", invokedViaFunctionUrl: true };

const cases: [string, Inputs[], typeof service | typeof url, string | undefined][] = [
  ["no permission", [], service, "lambda:InvokeFunction"],
  ["the service without a source", [viaGateway], service, undefined],
  ["the very route", [{ ...viaGateway, sourceArn: route }], service, undefined],
  [
    "any route of the API",
    [{ ...viaGateway, sourceArn: route.replace(/api\/.*/, "api/*/*") }],
    service,
    undefined,
  ],
  [
    "another API",
    [{ ...viaGateway, sourceArn: route.replace("api/", "other/") }],
    service,
    "lambda:InvokeFunction",
  ],
  ["another service", [{ ...live, principal: "s3.amazonaws.com" }], service, "lambda:InvokeFunction"],
  ["another action", [{ ...viaGateway, action: "lambda:GetFunction" }], service, "lambda:InvokeFunction"],
  ["an action in other letters", [{ ...viaGateway, action: "lambda:invokefunction" }], service, undefined],
  ["every action", [{ ...viaGateway, action: "lambda:*" }], service, undefined],
  [
    "the function, not its alias",
    [{ ...viaGateway, qualifier: undefined }],
    service,
    "lambda:InvokeFunction",
  ],
  ["another function", [{ ...viaGateway, function: "other" }], service, "lambda:InvokeFunction"],
  ["the alias by its ARN", [{ function: `${arnOf("fn")}:live`, principal: gateway }], service, undefined],
  ["the account", [{ ...viaGateway, sourceAccount: "000000000000" }], service, undefined],
  ["another account", [{ ...viaGateway, sourceAccount: "999999999999" }], service, "lambda:InvokeFunction"],
  ["Function URLs only", [anyoneByUrl, anyoneInvokes], service, "lambda:InvokeFunction"],
  ["both grants of a Function URL", [anyoneByUrl, anyoneInvokes], url, undefined],
  ["the Function URL's own grant alone", [anyoneByUrl], url, "lambda:InvokeFunction"],
  ["the function's grant alone", [anyoneInvokes], url, "lambda:InvokeFunctionUrl"],
  [
    "a Function URL with IAM",
    [{ ...anyoneByUrl, functionUrlAuthType: "AWS_IAM" }, anyoneInvokes],
    url,
    "lambda:InvokeFunctionUrl",
  ],
  [
    "a Function URL for one account",
    [{ ...anyoneByUrl, principal: "000000000000" }, anyoneInvokes],
    url,
    "lambda:InvokeFunctionUrl",
  ],
];

describe("refusedAction", () => {
  for (const [what, permissions, caller, action] of cases) {
    it(`with ${what} refuses ${caller.service} ${action ?? "nothing"}`, () => {
      const resources = permissions.map((inputs) => {
        const { qualifier, ...rest } = inputs;
        return permissionResource(qualifier === undefined ? rest : inputs);
      });
      const question = { functionName: "fn", qualifier: "live", caller };
      expect(refusedAction(declaredPermissions(programOf(resources)), question)).to.equal(action);
    });
  }
});

describe("the policies of a program", () => {
  const permission = permissionResource({ ...viaGateway, sourceArn: route });

  it("answer each question by itself, however often it is asked", () => {
    const policies = new ResourcePolicies(declaredPermissions(programOf([permission])));
    for (let time = 0; time < 2; time += 1) {
      const refused = (question: object) =>
        policies.refusedAction({ functionName: "fn", qualifier: "live", caller: service, ...question });
      expect(refused({})).to.equal(undefined);
      expect(refused({ functionName: "other" })).to.equal("lambda:InvokeFunction");
      expect(refused({ qualifier: undefined })).to.equal("lambda:InvokeFunction");
      expect(refused({ caller: url })).to.equal("lambda:InvokeFunctionUrl");
      expect(refused({ caller: { ...service, sourceArn: route.replace("POST", "GET") } })).to.equal(
        "lambda:InvokeFunction",
      );
    }
  });
});
