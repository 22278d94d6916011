import { expect } from "chai";
import { CredentialStore, operator } from "../../../../local/aws/credentials.ts";
import type { AwsRequest } from "../../../../local/aws/http-message.ts";
import { StsService } from "../../../../local/aws/sts/service.ts";
import { region, roleArn } from "../declare.ts";

const sts = new StsService();

function request(form: string, query: AwsRequest["query"] = {}): AwsRequest {
  const body = Buffer.from(form);
  return { method: "POST", path: "/", query, headers: {}, body, region, requestId: "r-1" };
}

describe("STS", () => {
  it("says who calls, to the operator and to a function", async () => {
    const store = new CredentialStore();
    const { accessKeyId } = store.credentialsFor(roleArn("path/writer"), "orders-fn");
    const caller = store.find(accessKeyId)?.caller;
    const form = request("Action=GetCallerIdentity&Version=2011-06-15");
    const byOperator = await sts.handle(form, operator);
    expect(byOperator.body).to.contain(
      "<Arn>arn:aws:iam::000000000000:root</Arn><UserId>000000000000</UserId>",
    );
    const byFunction = await sts.handle(form, caller ?? operator);
    expect(byFunction.body).to.contain("<Arn>arn:aws:sts::000000000000:assumed-role/writer/orders-fn</Arn>");
    expect(byFunction.body).to.match(/<UserId>AROA[A-Z2-7]{16}:orders-fn<\/UserId><Account>000000000000</);
  });

  it("takes the operation from a query string, and needs no permission", () => {
    expect(sts.action(request("", { Action: "GetCallerIdentity" }))).to.equal("sts:GetCallerIdentity");
    expect(sts.authorize()).to.deep.equal([]);
  });

  it("refuses another operation", async () => {
    const error = await sts.handle(request("Action=AssumeRole"), operator).catch((reason: unknown) => reason);
    expect(error).to.include({ code: "InvalidAction", status: 400 });
  });
});

describe("Session credentials", () => {
  it("are the same for the same role and function, and others for others", () => {
    const store = new CredentialStore();
    const first = store.credentialsFor(roleArn("a"), "fn");
    expect(first.accessKeyId).to.match(/^ASIA[A-Z2-7]{16}$/);
    expect(store.credentialsFor(roleArn("a"), "fn")).to.deep.equal(first);
    const others = [store.credentialsFor(roleArn("b"), "fn"), store.credentialsFor(roleArn("a"), "fn-2")];
    expect(new Set([first, ...others].map(({ secretAccessKey }) => secretAccessKey))).to.have.property(
      "size",
      3,
    );
    expect(store.find("ASIANOBODY")).to.equal(undefined);
  });
});
