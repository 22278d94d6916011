import { expect } from "chai";
import { InvocationRefused } from "../../../local/lambda/invocation.ts";
import { aliasResource, arnOf, functionResource, permissionResource, programOf } from "./declare.ts";
import { LocalLambda } from "./local-lambda.ts";

interface Facts {
  readonly pid: number;
  readonly served: number;
  readonly env: Record<string, string>;
  readonly context: Record<string, unknown>;
}

async function refusal(promise: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InvocationRefused)) throw new Error(`Expected a refusal, got ${error}.`);
  return { code: error.code, message: error.message };
}

describe("an invocation", () => {
  let lambda: LocalLambda;

  before(async () => {
    lambda = new LocalLambda({ accountConcurrency: 20 });
    await lambda.emulator.apply(
      programOf([
        functionResource("fn", {
          memorySize: 256,
          timeout: 5,
          environment: { variables: { TABLE_NAME: "things", AWS_REGION: "not mine" } },
        }),
        aliasResource("live", "fn"),
        functionResource("throttled", { reservedConcurrentExecutions: 0 }),
        permissionResource({
          function: "fn",
          qualifier: "live",
          principal: "apigateway.amazonaws.com",
          sourceArn: "arn:aws:execute-api:eu-west-1:000000000000:api/*/*/orders",
        }),
      ]),
    );
  });

  after(() => lambda.stop());

  it("gives the handler its event and the caller the answer, byte for byte", async () => {
    const event = { text: "naïve 日本 \u{1f680}", list: [1, null, true], nested: { key: "value" } };
    const result = await lambda.invoke(event);
    expect(JSON.parse(result.payload.toString())).to.deep.equal(event);
    expect(result.functionError).to.equal(undefined);
    expect(result.executedVersion).to.equal("$LATEST");
  });

  it("turns a handler that returns nothing into null, and no payload into an empty event", async () => {
    expect(await lambda.answer({ do: "nothing" })).to.equal(null);
    expect(await lambda.answer({}, { payload: Buffer.alloc(0) })).to.deep.equal({});
  });

  it("carries the largest event and answer that Lambda takes", async () => {
    const result = await lambda.invoke({ do: "large", bytes: 6 * 1024 * 1024 });
    expect(result.payload.length).to.equal(6 * 1024 * 1024 + 2);
    const event = Buffer.from(JSON.stringify({ do: "nothing", filler: "" }));
    const filler = "y".repeat(6 * 1024 * 1024 - event.length);
    expect(await lambda.answer({ do: "nothing", filler })).to.equal(null);
  });

  it("uses one process for one request after the other", async () => {
    const first = await lambda.answer<Facts>({ do: "facts" });
    const second = await lambda.answer<Facts>({ do: "facts" });
    expect(second.pid).to.equal(first.pid);
    expect(second.served).to.equal(first.served + 1);
  });

  it("gives the handler the context that Lambda gives", async () => {
    const clientContext = Buffer.from(JSON.stringify({ custom: { city: "Zürich" } })).toString("base64");
    const { requestId, payload } = await lambda.invoke({ do: "facts" }, { qualifier: "live", clientContext });
    const { context } = JSON.parse(payload.toString()) as Facts;
    expect(context).to.include({
      awsRequestId: requestId,
      functionName: "fn",
      functionVersion: "1",
      memoryLimitInMB: "256",
      logGroupName: "/aws/lambda/fn",
      invokedFunctionArn: `${arnOf("fn")}:live`,
    });
    expect(context.clientContext).to.deep.equal({ custom: { city: "Zürich" } });
    expect(context.logStreamName).to.match(/^\d{4}\/\d\d\/\d\d\/\[1\][0-9a-f]{32}$/);
  });

  it("says how much time is left", async () => {
    expect(await lambda.answer<number>({ do: "remaining" })).to.be.within(1, 5_000);
  });

  it("gives the process Lambda's environment, and nothing of this machine's", async () => {
    process.env.LEAK = "from the host";
    try {
      const trace = "Root=1-5e1b4151-5ac6c58dc39a6b1e5c1d6a3b;Sampled=1";
      const { env } = await lambda.answer<Facts>({ do: "facts" }, { traceHeader: trace });
      expect(env).to.include({
        TABLE_NAME: "things",
        AWS_REGION: "eu-west-1",
        AWS_DEFAULT_REGION: "eu-west-1",
        AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
        AWS_ACCESS_KEY_ID: "ASIA",
        AWS_SESSION_TOKEN: "arn:aws:iam::000000000000:role/fn",
        AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
        AWS_LAMBDA_FUNCTION_NAME: "fn",
        AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
        AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
        TZ: ":UTC",
        _HANDLER: "scenario.handler",
      });
      expect(env._X_AMZN_TRACE_ID).to.match(
        /^Root=1-5e1b4151-5ac6c58dc39a6b1e5c1d6a3b;Parent=[0-9a-f]{16};Sampled=1$/,
      );
      expect(env).not.to.have.any.keys("LEAK", "HOME", "NODE_OPTIONS", "USER");
    } finally {
      delete process.env.LEAK;
    }
  });

  it("lets a function set what Lambda does not reserve, and nothing else", async () => {
    const own = {
      TZ: "Europe/Berlin",
      LANG: "C",
      PATH: "/opt/mine",
      AWS_XRAY_CONTEXT_MISSING: "RUNTIME_ERROR",
    };
    const other = new LocalLambda();
    try {
      await other.declare({
        environment: { variables: { ...own, LAMBDA_TASK_ROOT: "/tmp", _HANDLER: "a.b" } },
      });
      const { env } = await other.answer<Facts>({ do: "facts" });
      expect(env).to.include({ ...own, _HANDLER: "scenario.handler" });
      expect(env.LAMBDA_TASK_ROOT).to.include("fixtures/code");
    } finally {
      await other.stop();
    }
  });

  it("is found by name, ARN and partial ARN, with and without a qualifier", async () => {
    for (const functionName of [
      "fn",
      "fn:live",
      arnOf("fn"),
      `${arnOf("fn")}:live`,
      "000000000000:function:fn",
    ]) {
      const { executedVersion } = await lambda.invoke({}, { functionName });
      expect(executedVersion).to.equal(functionName.endsWith(":live") ? "1" : "$LATEST");
    }
  });

  it("runs an alias's version in processes of its own", async () => {
    const latest = await lambda.answer<Facts>({ do: "facts" });
    const live = await lambda.answer<Facts>({ do: "facts" }, { qualifier: "live" });
    expect(live.env.AWS_LAMBDA_FUNCTION_VERSION).to.equal("1");
    expect(live.pid).not.to.equal(latest.pid);
  });

  const missing: [string, string | undefined, string][] = [
    ["nothing", undefined, arnOf("nothing")],
    ["fn", "beta", `${arnOf("fn")}:beta`],
    ["fn", "7", `${arnOf("fn")}:7`],
    [
      `arn:aws:lambda:us-east-2:111122223333:function:other`,
      undefined,
      "arn:aws:lambda:us-east-2:111122223333:function:other",
    ],
  ];
  for (const [functionName, qualifier, arn] of missing) {
    it(`is refused for ${functionName}${qualifier ? ` with qualifier ${qualifier}` : ""}, which does not exist`, async () => {
      const refused = refusal(lambda.invoke({}, { functionName, ...(qualifier && { qualifier }) }));
      expect(await refused).to.deep.equal({
        code: "ResourceNotFoundException",
        message: `Function not found: ${arn}`,
      });
    });
  }

  it("is refused when the event is too large or no JSON, or the client context is neither", async () => {
    expect(
      await refusal(lambda.invoke({}, { payload: Buffer.alloc(6 * 1024 * 1024 + 1, " ") })),
    ).to.deep.equal({
      code: "RequestTooLargeException",
      message: "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
    });
    const unreadable = await refusal(lambda.invoke({}, { payload: Buffer.from("{not json") }));
    expect(unreadable.code).to.equal("InvalidRequestContentException");
    expect(unreadable.message).to.match(/^Could not parse request body into json: /);
    expect(await refusal(lambda.invoke({}, { clientContext: "bm90IGpzb24=" }))).to.deep.equal({
      code: "InvalidRequestContentException",
      message: "Client context must be a valid Base64-encoded JSON object.",
    });
  });

  it("is refused with AWS's words, and told of, when the function's concurrency is used up", async () => {
    expect(await refusal(lambda.invoke({}, { functionName: "throttled" }))).to.deep.equal({
      code: "TooManyRequestsException",
      message: "Rate Exceeded.",
    });
    const [event] = lambda.seen("invocation").filter(({ functionName }) => functionName === "throttled");
    expect(event).to.include({ outcome: "throttle", errorType: "TooManyRequestsException", durationMs: 0 });
  });

  it("by a service needs a permission on the very alias, for the very route", async () => {
    const service = "apigateway.amazonaws.com" as const;
    const from = (path: string) => ({
      service,
      sourceArn: `arn:aws:execute-api:eu-west-1:000000000000:api/$default/${path}`,
    });
    const allowed = await lambda.invoke({}, { qualifier: "live", caller: from("GET/orders") });
    expect(allowed.functionError).to.equal(undefined);
    const refused = await refusal(lambda.invoke({}, { qualifier: "live", caller: from("GET/secrets") }));
    expect(refused).to.deep.equal({
      code: "AccessDeniedException",
      message: `User: apigateway.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: ${arnOf("fn")}:live because no resource-based policy allows the lambda:InvokeFunction action`,
    });
    expect((await refusal(lambda.invoke({}, { caller: from("GET/orders") }))).code).to.equal(
      "AccessDeniedException",
    );
  });

  it("is told of with its figures", async () => {
    const { requestId } = await lambda.invoke({ do: "wait", milliseconds: 20 }, { qualifier: "live" });
    const event = lambda.seen("invocation").find((one) => one.requestId === requestId);
    expect(event).to.include({
      functionName: "fn",
      qualifier: "live",
      version: "1",
      outcome: "ok",
      memorySizeMb: 256,
      concurrency: 1,
      invocationType: "RequestResponse",
    });
    expect(event?.durationMs).to.be.within(19, 5_000);
    expect(event?.maxMemoryUsedMb).to.be.within(20, 256);
    expect(event?.traceId).to.match(/^Root=1-/);
  });
});
