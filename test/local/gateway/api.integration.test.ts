import { expect } from "chai";
import { InvocationRefused } from "../../../local/lambda/invocation.ts";
import { answered, GatewayHarness } from "./harness.ts";
import * as declare from "./programs.ts";

describe("HttpGateway, an HTTP API", () => {
  let now = 0;
  let local: GatewayHarness;

  beforeEach(() => {
    now = 0;
    local = new GatewayHarness({ clock: () => now });
  });
  afterEach(() => local.gateway.stop());

  const routes = ["GET /items/{id}", "POST /items", "ANY /files/{path+}"];

  async function serve(parts: Parameters<typeof declare.simpleApi>[2] = {}) {
    await local.gateway.apply(declare.program(...declare.simpleApi("shop", routes, parts)));
  }

  it("hands a request to the route's function and its answer to the client", async () => {
    await serve();
    local.invoke = async () =>
      answered({ statusCode: 201, headers: { "X-A": "1" }, cookies: ["a=1", "b=2"], body: "made" });
    const response = await local.fetch("/items", { method: "POST", body: "{}" });
    expect(response.status).to.equal(201);
    expect(await response.text()).to.equal("made");
    expect(response.headers.get("x-a")).to.equal("1");
    expect(response.headers.getSetCookie()).to.deep.equal(["a=1", "b=2"]);
    expect(response.headers.get("apigw-requestid")).to.match(/^[\w-]{15}=$/);
    expect(response.headers.get("date")).to.be.a("string");
    expect(local.invocations).to.have.length(1);
    expect(local.invocations[0]).to.deep.include({
      functionName: "arn:aws:lambda:eu-central-1:123456789012:function:echo",
      qualifier: "live",
      caller: {
        service: "apigateway.amazonaws.com",
        sourceArn: "arn:aws:execute-api:eu-central-1:123456789012:shopid/$default/POST/items",
      },
    });
  });

  it("gives the function the route, its parameters and the request's own ids", async () => {
    await serve();
    const response = await local.fetch("/items/a%2Fb?x=1&x=2", {
      headers: { "X-Amzn-Trace-Id": "Root=1-2-3" },
    });
    const event = JSON.parse(await response.text());
    expect(event).to.deep.include({
      routeKey: "GET /items/{id}",
      rawPath: "/items/a/b",
      rawQueryString: "x=1&x=2",
      pathParameters: { id: "a/b" },
      queryStringParameters: { x: "1,2" },
    });
    expect(event.requestContext).to.include({
      accountId: "123456789012",
      apiId: "shopid",
      domainName: "shopid.execute-api.eu-central-1.amazonaws.com",
      stage: "$default",
      requestId: response.headers.get("apigw-requestid"),
    });
    expect(local.invocations[0]?.traceHeader).to.equal("Root=1-2-3");
  });

  it("names the route's template in the source ARN, and $default by itself", async () => {
    await local.gateway.apply(declare.program(...declare.simpleApi("shop", ["ANY /items/{id}", "$default"])));
    await local.fetch("/items/7", { method: "PATCH" });
    await local.fetch("/else");
    expect(local.invocations.map(({ caller }) => caller?.sourceArn)).to.deep.equal([
      "arn:aws:execute-api:eu-central-1:123456789012:shopid/$default/PATCH/items/{id}",
      "arn:aws:execute-api:eu-central-1:123456789012:shopid/$default/$default",
    ]);
  });

  it("sends a whole answer without status code as JSON", async () => {
    await serve();
    local.invoke = async () => answered({ hello: "world" });
    const response = await local.fetch("/items/7");
    expect(response.headers.get("content-type")).to.equal("application/json");
    expect(await response.json()).to.deep.equal({ hello: "world" });
  });

  it("answers HEAD without a body, and 204 without a length", async () => {
    await serve();
    const head = await local.fetch("/files/a", { method: "HEAD" });
    expect(head.status).to.equal(200);
    expect(Number(head.headers.get("content-length"))).to.be.above(0);
    local.invoke = async () => answered({ statusCode: 204 });
    const empty = await local.fetch("/files/a", { method: "DELETE" });
    expect(empty.status).to.equal(204);
    expect(empty.headers.has("content-length")).to.equal(false);
  });

  it("passes megabytes both ways unharmed", async () => {
    await serve();
    const body = Buffer.alloc(3 * 1024 * 1024, "héllo ");
    local.invoke = async ({ payload }) => {
      const event = JSON.parse(payload.toString());
      return answered({ statusCode: 200, isBase64Encoded: true, body: event.body });
    };
    const response = await local.fetch("/files/big", { method: "PUT", body });
    expect(Buffer.from(await response.arrayBuffer()).equals(body)).to.equal(true);
  });

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

  it("answers 501 for what is not emulated, and says so at start", async () => {
    await local.gateway.apply(
      declare.program(
        declare.api("shop"),
        declare.stage("shop"),
        declare.integration("shop", "echo"),
        declare.route("shop", "GET /secret", "echo", { authorizationType: "JWT" }),
      ),
    );
    const response = await local.fetch("/secret");
    expect(response.status).to.equal(501);
    expect(await response.text()).to.include("JWT authorization, which is not emulated");
    expect(local.notices.map(({ level }) => level)).to.deep.equal(["warning"]);
    expect(local.invocations).to.have.length(0);
  });

  it("throttles each route by its own limit", async () => {
    await serve({
      stage: {
        defaultRouteSettings: { throttlingBurstLimit: 2, throttlingRateLimit: 1 },
        routeSettings: [{ routeKey: "POST /items", throttlingBurstLimit: 1, throttlingRateLimit: 1 }],
      },
    });
    const statuses = async (...requests: string[]) => {
      const results: number[] = [];
      for (const request of requests) {
        const [method = "", path = ""] = request.split(" ");
        results.push((await local.fetch(path, { method })).status);
      }
      return results;
    };
    expect(await statuses("GET /items/1", "GET /items/2", "GET /items/3")).to.deep.equal([200, 200, 429]);
    expect(await statuses("POST /items", "POST /items", "GET /files/x")).to.deep.equal([200, 429, 200]);
    const throttled = await local.fetch("/items/4");
    expect(await throttled.json()).to.deep.equal({ message: "Too Many Requests" });
    now += 1_000;
    expect(await statuses("GET /items/5", "GET /items/6")).to.deep.equal([200, 429]);
  });

  it("answers a preflight by itself, and puts CORS headers on answers and errors", async () => {
    await serve({
      api: { corsConfiguration: { allowOrigins: ["https://a.test"], allowMethods: ["GET"], maxAge: 300 } },
    });
    const origin = { Origin: "https://a.test" };
    const preflight = await local.fetch("/no/such/route", {
      method: "OPTIONS",
      headers: { ...origin, "Access-Control-Request-Method": "GET" },
    });
    expect(preflight.status).to.equal(204);
    expect(preflight.headers.get("access-control-allow-methods")).to.equal("GET");
    expect(preflight.headers.get("access-control-max-age")).to.equal("300");
    expect(local.invocations).to.have.length(0);
    for (const path of ["/items/7", "/nowhere"]) {
      const { headers } = await local.fetch(path, { headers: origin });
      expect(headers.get("access-control-allow-origin"), path).to.equal("https://a.test");
    }
  });

  it("tells of an answer that HTTP does not allow, and goes on serving", async () => {
    await serve({ api: { corsConfiguration: { allowOrigins: ["*"], exposeHeaders: ["x\r\ny"] } } });
    const answer = await local
      .fetch("/items/7", { headers: { Origin: "https://a.test" } })
      .catch(() => "cut");
    expect(answer).to.equal("cut");
    expect(local.notices[0]?.message).to.include("GET /items/7: the answer can't be sent");
    expect((await local.fetch("/items/7")).status).to.equal(200);
  });

  it("does not take the path $default for the stage of that name", async () => {
    await serve();
    expect((await local.fetch("/$default/items/7")).status).to.equal(404);
  });

  it("takes OPTIONS as any other method where CORS is not configured", async () => {
    await serve();
    const headers = { Origin: "https://a.test", "Access-Control-Request-Method": "GET" };
    expect((await local.fetch("/items/7", { method: "OPTIONS", headers })).status).to.equal(404);
    expect((await local.fetch("/files/7", { method: "OPTIONS", headers })).status).to.equal(200);
  });

  it("publishes each request once, with its access log line in the declared format", async () => {
    await serve({
      stage: {
        accessLogSettings: {
          destinationArn: "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/api/shop",
          format: '{"id":"$context.requestId","route":"$context.routeKey","status":"$context.status"}',
        },
      },
    });
    const response = await local.fetch("/items/a%20b?x=1");
    const body = await response.text();
    const requestId = response.headers.get("apigw-requestid");
    expect(local.requests).to.have.length(1);
    expect(local.lastRequest).to.deep.include({
      type: "request",
      apiId: "shopid",
      stage: "$default",
      requestId,
      method: "GET",
      path: "/items/a%20b",
      routeKey: "GET /items/{id}",
      status: 200,
      responseLength: body.length,
      functionName: "echo",
      accessLog: {
        logGroup: "/aws/api/shop",
        line: `{"id":"${requestId}","route":"GET /items/{id}","status":"200"}`,
      },
    });
    expect(local.lastRequest)
      .to.have.property("integrationLatencyMs")
      .that.is.at.most(local.lastRequest.latencyMs);
    expect(local.lastRequest).to.not.have.property("error");
    await local.fetch("/nowhere");
    expect(local.requests).to.have.length(2);
    expect(local.lastRequest).to.include({ status: 404, error: "Not Found" });
    expect(local.lastRequest).to.not.have.any.keys("routeKey", "functionName", "integrationLatencyMs");
    expect(local.lastRequest.accessLog?.line).to.include('"route":"-"');
  });
});

describe("HttpGateway, a named stage", () => {
  const local = new GatewayHarness();
  before(() =>
    local.gateway.apply(
      declare.program(
        declare.api("shop"),
        declare.stage("shop", "prod", { stageVariables: { colour: "blue" } }),
        declare.integration("shop", "echo"),
        declare.route("shop", "GET /items/{id}", "echo"),
        declare.route("shop", "GET /", "echo"),
      ),
    ),
  );
  after(() => local.gateway.stop());

  it("is in the URL that is shown, in the paths of the event, and not in what routes match", async () => {
    expect(local.apiUrl).to.match(/\/prod$/);
    const event = await local.eventOf("/items/7");
    expect(event).to.deep.include({ rawPath: "/prod/items/7", stageVariables: { colour: "blue" } });
    expect(event.requestContext).to.include({ stage: "prod", routeKey: "GET /items/{id}" });
    expect(event.requestContext.http.path).to.equal("/prod/items/7");
    expect(local.lastRequest).to.include({ path: "/prod/items/7", stage: "prod" });
  });

  for (const root of ["", "/"]) {
    it(`has its root at /prod${root}`, async () => {
      expect((await local.eventOf(root)).routeKey).to.equal("GET /");
    });
  }

  for (const path of ["/items/7", "/", "/production/items/7", "/PROD/items/7"]) {
    it(`does not serve ${path}, which is outside of it`, async () => {
      const response = await fetch(new URL(path, local.apiUrl));
      expect(response.status).to.equal(404);
      expect(await response.json()).to.deep.equal({ message: "Not Found" });
    });
  }
});
