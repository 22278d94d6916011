import { expect } from "chai";
import { InvocationRefused } from "../../../local/lambda/invocation.ts";
import { answered, GatewayHarness } from "./harness.ts";
import * as declare from "./programs.ts";

describe("HttpGateway, a Function URL", () => {
  let local: GatewayHarness;
  beforeEach(() => {
    local = new GatewayHarness();
  });
  afterEach(() => local.gateway.stop());

  async function serve(values: Parameters<typeof declare.functionUrl>[1] = {}): Promise<string> {
    await local.gateway.apply(declare.program(declare.functionUrl("data", values)));
    return local.gateway.urls.functionUrls.data ?? "";
  }

  it("gives its function the event of a Function URL", async () => {
    const url = await serve({ qualifier: "live" });
    const response = await fetch(`${url}/a%2Fb?x=1`, { headers: { Cookie: "a=1" } });
    const event = JSON.parse(await response.text());
    expect(event).to.deep.include({
      version: "2.0",
      routeKey: "$default",
      rawPath: "/a%2Fb",
      cookies: ["a=1"],
    });
    expect(event).to.not.have.any.keys("pathParameters", "stageVariables");
    expect(event.requestContext).to.include({
      apiId: "dataurl",
      accountId: "123456789012",
      domainName: "dataurl.lambda-url.eu-central-1.on.aws",
      domainPrefix: "dataurl",
      routeKey: "$default",
      stage: "$default",
      requestId: response.headers.get("x-amzn-requestid"),
    });
    expect(local.invocations[0]).to.deep.include({
      functionName: "arn:aws:lambda:eu-central-1:123456789012:function:data",
      qualifier: "live",
      caller: { service: "function-url" },
    });
    expect(local.lastRequest).to.include({
      apiId: "dataurl",
      stage: "data",
      functionName: "data",
      routeKey: "$default",
    });
  });

  const endings: [
    name: string,
    code: ConstructorParameters<typeof InvocationRefused>[0],
    status: number,
    words: string,
  ][] = [
    ["the function's policy does not allow it", "AccessDeniedException", 403, '"Message":"Forbidden.'],
    ["Lambda throttles", "TooManyRequestsException", 429, "Rate Exceeded."],
    ["the event is too large", "RequestTooLargeException", 413, "6291456 bytes"],
  ];
  for (const [name, code, status, words] of endings) {
    it(`answers ${status} when ${name}`, async () => {
      const url = await serve();
      local.invoke = async () => Promise.reject(new InvocationRefused(code, "refused"));
      const response = await fetch(url);
      expect(response.status).to.equal(status);
      expect(await response.text()).to.include(words);
    });
  }

  it("answers 502 when the function fails", async () => {
    const url = await serve();
    local.invoke = async () => ({
      ...answered({ errorType: "Error", errorMessage: "boom" }),
      functionError: "Unhandled",
    });
    const response = await fetch(url);
    expect(response.status).to.equal(502);
    expect(await response.text()).to.equal("Internal Server Error");
    expect(local.lastRequest).to.include({ status: 502, error: "The function failed: Error: boom" });
  });

  it("answers 413 to a body over 10 MB", async () => {
    const url = await serve();
    const response = await fetch(url, { method: "POST", body: Buffer.alloc(11 * 1024 * 1024) });
    expect(response.status).to.equal(413);
    expect(local.invocations).to.have.length(0);
  });

  it("lets nobody in where requests must be signed", async () => {
    const url = await serve({ authorizationType: "AWS_IAM" });
    expect((await fetch(url)).status).to.equal(403);
    expect(local.invocations).to.have.length(0);
  });

  it("answers a preflight as configured", async () => {
    const url = await serve({ cors: { allowOrigins: ["*"], allowMethods: ["GET"] } });
    const response = await fetch(url, {
      method: "OPTIONS",
      headers: { Origin: "https://a.test", "Access-Control-Request-Method": "GET" },
    });
    expect(response.status).to.equal(200);
    expect(response.headers.get("access-control-allow-origin")).to.equal("*");
    expect(local.invocations).to.have.length(0);
    expect(
      (await fetch(url, { headers: { Origin: "https://a.test" } })).headers.get(
        "access-control-allow-origin",
      ),
    ).to.equal("*");
  });
});
