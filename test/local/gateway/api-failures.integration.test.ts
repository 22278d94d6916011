import { expect } from "chai";
import { InvocationRefused } from "../../../local/lambda/invocation.ts";
import { answered, GatewayHarness } from "./harness.ts";
import * as declare from "./programs.ts";

describe("HttpGateway, an HTTP API whose function gives no answer", () => {
  let local: GatewayHarness;

  beforeEach(() => {
    local = new GatewayHarness();
  });
  afterEach(() => local.gateway.stop());

  const routes = ["GET /items/{id}", "ANY /files/{path+}"];
  const serve = () => local.gateway.apply(declare.program(...declare.simpleApi("shop", routes)));

  const refusals: [
    code: ConstructorParameters<typeof InvocationRefused>[0],
    status: number,
    message: string,
  ][] = [
    ["AccessDeniedException", 500, "Internal Server Error"],
    ["ResourceNotFoundException", 500, "Internal Server Error"],
    ["InvalidRequestContentException", 500, "Internal Server Error"],
    ["TooManyRequestsException", 503, "Service Unavailable"],
    ["RequestTooLargeException", 413, "Request Entity Too Large"],
  ];
  for (const [code, status, message] of refusals) {
    it(`answers ${status} when Lambda refuses with ${code}`, async () => {
      await serve();
      local.invoke = async () => Promise.reject(new InvocationRefused(code, "in Lambda's words"));
      const response = await local.fetch("/items/7");
      expect(response.status).to.equal(status);
      expect(await response.json()).to.deep.equal({ message });
      expect(local.lastRequest).to.include({
        status,
        error: `${code}: in Lambda's words`,
        functionName: "echo",
      });
    });
  }

  const failures: [name: string, payload: unknown, functionError: boolean, status: number][] = [
    ["the function fails", { errorType: "Error", errorMessage: "boom" }, true, 500],
    ["the function times out", { errorType: "Sandbox.Timedout", errorMessage: "Task timed out" }, true, 500],
    ["the function's error is no object", "boom", true, 500],
    ["the answer is malformed", { statusCode: "abc" }, false, 500],
    [
      "the answer has a header that HTTP does not allow",
      { statusCode: 200, headers: { "x-a": "\r\n" } },
      false,
      500,
    ],
    ["Lambda finds the answer too large", { errorType: "Function.ResponseSizeTooLarge" }, true, 413],
    ["the answer is too large", "x".repeat(6_291_556), false, 413],
  ];
  for (const [name, payload, functionError, status] of failures) {
    it(`answers ${status} when ${name}`, async () => {
      await serve();
      local.invoke = async () => ({
        ...answered(payload),
        ...(functionError && { functionError: "Unhandled" as const }),
      });
      const response = await local.fetch("/items/7");
      expect(response.status).to.equal(status);
      expect(response.headers.get("content-type")).to.equal("application/json");
      expect(await response.json()).to.have.keys("message");
      expect(local.lastRequest.error).to.be.a("string");
    });
  }

  it("answers 503 when the integration's time is over, though the function runs on", async () => {
    const [api, stage, , ...rest] = declare.simpleApi("shop", routes);
    const integration = declare.integration("shop", "echo", { timeoutMilliseconds: 50 });
    await local.gateway.apply(
      declare.program(...[api, stage, integration, ...rest].filter((part) => part !== undefined)),
    );
    const { promise, reject } = Promise.withResolvers<never>();
    local.invoke = () => promise;
    const response = await local.fetch("/items/7");
    expect(response.status).to.equal(503);
    expect(await response.json()).to.deep.equal({ message: "Service Unavailable" });
    reject(new Error("Too late to matter."));
  });

  it("answers 413 when the encoded event is over Lambda's 6 MB, and does not call", async () => {
    await serve();
    const response = await local.fetch("/files/big", { method: "PUT", body: Buffer.alloc(5 * 1024 * 1024) });
    expect(response.status).to.equal(413);
    expect(await response.json()).to.deep.equal({ message: "Request Entity Too Large" });
    expect(local.invocations).to.have.length(0);
  });
});
