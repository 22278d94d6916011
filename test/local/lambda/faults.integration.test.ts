import { expect } from "chai";
import {
  type AskedInvocation,
  type InvocationFault,
  NO_FAULT,
  noFaults,
} from "../../../local/faults/faults.ts";
import { InvocationRefused } from "../../../local/lambda/invocation.ts";
import { until } from "../process/alive.ts";
import { LocalLambda } from "./local-lambda.ts";

describe("a function with a fault", () => {
  let fault: Partial<InvocationFault> = {};
  /** Of the next invocation alone. */
  let faultOnce: Partial<InvocationFault> | undefined;
  let asked: AskedInvocation[] = [];
  let waits: number[] = [];
  let lambda: LocalLambda;

  before(async () => {
    const faults = {
      ofInvocation(invocation: AskedInvocation) {
        asked.push(invocation);
        const own = faultOnce ?? fault;
        faultOnce = undefined;
        return { ...NO_FAULT, ...own };
      },
      ofRequest: () => NO_FAULT,
      ofCall: () => NO_FAULT,
      wait: async (milliseconds: number) => void waits.push(milliseconds),
    };
    const asyncDelays = { retry: [1, 1], throttled: { first: 1, longest: 1 } };
    lambda = await new LocalLambda({ faults, asyncDelays }).declare({ timeout: 5 });
  });

  beforeEach(() => {
    asked = [];
    waits = [];
  });

  after(() => lambda.stop());

  const lastInvocation = () => lambda.seen("invocation").at(-1);

  async function refusal(): Promise<InvocationRefused> {
    const error = await lambda.invoke({}).catch((reason: unknown) => reason);
    return error instanceof InvocationRefused ? error : expect.fail(String(error));
  }

  it("is asked about by function, version, alias and route", async () => {
    fault = {};
    await lambda
      .invoke({}, { caller: { service: "function-url", routeKey: "GET /x" } })
      .catch(() => undefined);
    await lambda.invoke({}, { qualifier: "1" });
    expect(asked).to.deep.equal([{ functionName: "fn", qualifier: "1", version: "1", routeKey: undefined }]);
  });

  it("fails in the place of its handler, as a handler that throws", async () => {
    fault = { outcome: "error" };
    const { functionError, payload, requestId } = await lambda.invoke({ do: "echo" });
    expect(functionError).to.equal("Unhandled");
    expect(JSON.parse(payload.toString())).to.deep.include({
      errorType: "InjectedFault",
      errorMessage: "A fault fails this invocation.",
    });
    expect(lambda.lines(requestId).join("\n")).to.match(
      /^START .*\n.*Invoke Error.*InjectedFault.*\nEND .*\nREPORT /,
    );
    expect(lastInvocation()).to.include({ outcome: "error", errorType: "InjectedFault" });
  });

  it("has its handler's code throw where it reads the event", async () => {
    fault = { outcome: "exception" };
    const failed = await lambda.answer({ do: "log", lines: ["never read"] });
    expect(failed).to.deep.include({ errorMessage: "A fault makes event.lines unreadable." });
    // What tells the route and the request stays legible.
    expect(
      await lambda.answer({ do: "echo", routeKey: "GET /x", requestContext: { stage: "s" } }),
    ).to.deep.include({
      requestContext: { stage: "s" },
    });
    expect(await lambda.answer("text")).to.deep.include({ errorMessage: "A fault fails this invocation." });
  });

  it("takes longer, and no longer than its time-out", async () => {
    fault = { latencyMs: 40 };
    expect(await lambda.answer({ do: "echo", late: true })).to.include({ late: true });
    fault = { latencyMs: 60_000 };
    const { payload } = await lambda.invoke({ do: "echo" });
    expect(payload.toString()).to.include("Task timed out after 5.00 seconds");
    expect(waits).to.deep.equal([40, 5_000]);
    expect(lastInvocation()).to.include({ outcome: "timeout", durationMs: 5_000 });
  });

  it("times out, which ends its environment", async () => {
    fault = {};
    const { pid } = await lambda.answer<{ pid: number }>({ do: "facts" });
    fault = { outcome: "timeout" };
    const { payload, requestId } = await lambda.invoke({ do: "echo" });
    expect(payload.toString()).to.include("Sandbox.Timedout");
    expect(lambda.lines(requestId).at(-1)).to.include("Status: timeout");
    fault = {};
    expect((await lambda.answer<{ pid: number }>({ do: "facts" })).pid).not.to.equal(pid);
  });

  it("is cut short by the end of its environment, however long it was to take", async () => {
    const other = await new LocalLambda({
      faults: { ...noFaults, ofInvocation: () => ({ ...NO_FAULT, outcome: "timeout" }) },
    }).declare({ timeout: 900 });
    const invocation = other.invoke({ do: "echo" });
    await until(() => other.lines().some((line) => line.startsWith("START")));
    await other.stop();
    expect((await invocation).payload.toString()).to.include("Runtime.ExitError");
  });

  it("is throttled", async () => {
    fault = { outcome: "throttle" };
    expect(await refusal()).to.include({ code: "TooManyRequestsException", message: "Rate Exceeded." });
    expect(lastInvocation()).to.include({ outcome: "throttle", errorType: "TooManyRequestsException" });
  });

  it("may not be invoked, and tells of no invocation", async () => {
    const before = lambda.seen("invocation").length;
    fault = { outcome: "refuse" };
    expect((await refusal()).code).to.equal("AccessDeniedException");
    expect(lambda.seen("invocation")).to.have.length(before);
  });

  it("seems to run more often at once, and is throttled over its limit", async () => {
    fault = { heldConcurrency: 800 };
    await lambda.invoke({ do: "echo" });
    expect(lastInvocation()).to.include({ outcome: "ok", concurrency: 801 });
    fault = { heldConcurrency: 1_000 };
    expect((await refusal()).code).to.equal("TooManyRequestsException");
  });

  it("is asked about again for each attempt at an event", async () => {
    const before = lambda.seen("invocation").length;
    fault = {};
    faultOnce = { outcome: "error" };
    await lambda.invoke({ do: "echo" }, { invocationType: "Event" });
    const outcomes = () =>
      lambda
        .seen("invocation")
        .slice(before)
        .map(({ outcome }) => outcome);
    await until(() => outcomes().includes("ok"));
    expect(outcomes()).to.deep.equal(["error", "ok"]);
    expect(asked).to.have.length(2);
  });
});
