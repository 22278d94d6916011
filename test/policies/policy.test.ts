import { type PolicyResource, type ResourceValidationArgs, unknownCheckingProxy } from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { policyOf } from "../../policies/policy.ts";
import { resourceOf } from "../../policies/resource.ts";
import { resourceRule, stackRule } from "../../rules/rule.ts";
import { UNKNOWN } from "../../rules/values.ts";

const URN = "urn:pulumi:dev::shop::aws:sns/topic:Topic::alerts";
const described = { sentence: "A topic has a name.", source: "https://example.com" };

/** What Pulumi hands to a policy of a resource with these properties. */
function given(props: Record<string, unknown>, opts = {}): ResourceValidationArgs & PolicyResource {
  const args = { urn: URN, type: "aws:sns/topic:Topic", name: "alerts", props: unknownCheckingProxy(props) };
  return { ...args, opts: { protect: false, ...opts } } as ResourceValidationArgs & PolicyResource;
}

describe("a rule as a policy", () => {
  it("is asked of each resource where a resource alone decides", () => {
    const rule = resourceRule({ ...described, id: "topic-name", problems: () => ["has no name."] });
    const policy = policyOf(rule);
    expect(policy).to.include({ name: "topic-name", description: described.sentence, url: described.source });
    expect(policy.enforcementLevel).to.equal("mandatory");
    const reported: unknown[] = [];
    if (!("validateResource" in policy) || typeof policy.validateResource !== "function")
      throw new Error("none");
    policy.validateResource(given({}), (...report) => reported.push(report));
    expect(reported).to.deep.equal([['Topic "alerts" has no name.']]);
  });

  it("is asked of the stack where only all resources decide, and names the one that is wrong", () => {
    const rule = stackRule({
      ...described,
      id: "topic-names",
      problems: ([resource]) => (resource === undefined ? [] : [{ resource, what: "is alone." }]),
    });
    const policy = policyOf(rule);
    const reported: unknown[] = [];
    if (!("validateStack" in policy)) throw new Error("none");
    const stack = { resources: [given({})] } as unknown as Parameters<typeof policy.validateStack>[0];
    policy.validateStack(stack, (...report) => reported.push(report));
    expect(reported).to.deep.equal([['Topic "alerts" is alone.', URN]]);
  });
});

describe("a resource as a policy sees it", () => {
  it("has its parent and whether it is protected", () => {
    const resource = resourceOf(given({ name: "alerts" }, { protect: true, parent: "urn:parent" }));
    expect(resource).to.include({ urn: URN, name: "alerts", protect: true, parent: "urn:parent" });
    expect(resource.inputs).to.deep.equal({ name: "alerts" });
  });

  it("has a mark where a preview can't know a value, however deep", () => {
    const unknown = pulumi.runtime.unknownValue;
    const { inputs } = resourceOf(
      given({ arn: unknown, tags: { owner: unknown }, list: ["a", unknown], none: null }),
    );
    expect(inputs).to.deep.equal({
      arn: UNKNOWN,
      tags: { owner: UNKNOWN },
      list: ["a", UNKNOWN],
      none: null,
    });
  });

  it("lets every other error through", () => {
    const broken = Object.defineProperty({}, "name", {
      enumerable: true,
      get: () => {
        throw new TypeError("broken");
      },
    });
    expect(() => resourceOf({ ...given({}), props: broken })).to.throw(TypeError, "broken");
  });
});
