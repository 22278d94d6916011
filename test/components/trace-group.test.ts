import { expect } from "chai";
import { TraceGroup } from "../../components/trace-group.ts";
import { declare } from "../support/declare.ts";

const GROUP = "aws:xray/group:Group";

describe("TraceGroup", () => {
  it("takes the stack's traces together", async () => {
    const declared = await declare(() => new TraceGroup("traces"));
    expect(declared.one(GROUP).inputs).to.deep.include({
      groupName: "lambdock-dev-traces",
      filterExpression: 'annotation.namespace = "lambdock/dev"',
    });
  });

  it("takes fewer of them on a further condition", async () => {
    const declared = await declare(() => new TraceGroup("faults", { filterExpression: "fault = true" }));
    expect(declared.one(GROUP).inputs.filterExpression).to.equal(
      'annotation.namespace = "lambdock/dev" AND fault = true',
    );
  });

  it("refuses a name that X-Ray would refuse", async () => {
    const name = "traces-of-everything-there-is";
    const failure = await declare(() => new TraceGroup(name)).catch((error: Error) => error.message);
    expect(failure).to.equal(
      `TraceGroup "${name}": its name in AWS would be "lambdock-dev-${name}" with 42 characters. Use at most 32.`,
    );
  });
});
