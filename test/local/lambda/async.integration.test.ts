import { expect } from "chai";
import { until } from "../process/alive.ts";
import { functionResource, programOf, resource } from "./declare.ts";
import { LocalLambda } from "./local-lambda.ts";

describe("an asynchronous invocation", () => {
  let lambda: LocalLambda;
  const asyncDelays = { retry: [5, 5], throttled: { first: 5, longest: 5 } };

  afterEach(() => lambda.stop());

  it("is accepted at once and runs by itself", async () => {
    lambda = await new LocalLambda({ asyncDelays }).declare();
    const result = await lambda.invoke({ do: "echo" }, { invocationType: "Event" });
    expect(result.payload).to.have.length(0);
    expect(lambda.seen("invocation")).to.deep.equal([]);
    await until(() => lambda.seen("invocation").length === 1);
    expect(lambda.seen("invocation")[0]).to.include({
      requestId: result.requestId,
      invocationType: "Event",
      outcome: "ok",
    });
  });

  it("that fails runs three times under one request id, or as often as is declared", async () => {
    lambda = new LocalLambda({ asyncDelays });
    const config = { functionName: "once", maximumRetryAttempts: 0 };
    const type = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
    await lambda.emulator.apply(
      programOf([functionResource("fn"), functionResource("once"), resource(type, "config", config)]),
    );
    const { requestId } = await lambda.invoke({ do: "throw" }, { invocationType: "Event" });
    await lambda.invoke({ do: "throw" }, { invocationType: "Event", functionName: "once" });
    await until(() => lambda.seen("notice").length === 2);
    const attempts = lambda.seen("invocation").map(({ functionName }) => functionName);
    expect(attempts.filter((name) => name === "fn")).to.have.length(3);
    expect(attempts.filter((name) => name === "once")).to.have.length(1);
    expect(lambda.seen("invocation").filter((one) => one.requestId === requestId)).to.have.length(3);
  });
});
