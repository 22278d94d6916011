import { expect } from "chai";
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
        routeKey: "POST /items",
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

  it("takes OPTIONS like every other method where CORS is not configured", async () => {
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
      functionRequestId: "lambda-request",
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
