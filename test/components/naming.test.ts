import { expect } from "chai";
import { physicalName } from "../../components/naming.ts";
import { tagsOf } from "../../components/tags.ts";
import { declare } from "../support/declare.ts";

const named = async (name: string, stack = "dev") =>
  (await declare(() => physicalName("HttpApi", name), { stack })).result;

describe("physicalName", () => {
  it("begins with project and stack", async () => {
    expect(await named("orders")).to.equal("lambdock-dev-orders");
  });

  it("refuses what ECR would refuse", async () => {
    await refusal(
      () => named("Orders"),
      'HttpApi "Orders": its name in AWS would be "lambdock-dev-Orders", which may have lower-case letters, digits and single dashes only.',
    );
    await refusal(
      () => named("orders", "Dev_1"),
      'HttpApi "orders": its name in AWS would be "lambdock-Dev_1-orders", which may have lower-case letters, digits and single dashes only.',
    );
  });

  it("refuses what is too long for a function", async () => {
    const longest = "a".repeat(64 - "lambdock-dev-".length);
    expect(await named(longest)).to.have.lengthOf(64);
    await refusal(() => named(`${longest}b`), "with 65 characters. Use at most 64.");
  });
});

describe("tagsOf", () => {
  it("names project, stack and service, then what is added", async () => {
    const { result } = await declare(() => tagsOf("orders", { owner: "sales" }), { stack: "prod" });
    expect(result).to.deep.equal({ project: "lambdock", stack: "prod", service: "orders", owner: "sales" });
  });
});

async function refusal(attempt: () => Promise<unknown>, message: string): Promise<void> {
  const error = await attempt().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.an("error").with.property("message").that.contains(message);
}
