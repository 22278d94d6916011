import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ContainerFunction } from "../../components/container-function.ts";
import { HttpApi, type HttpApiArgs } from "../../components/http-api.ts";
import { declare, resolved } from "../support/declare.ts";

const entry = "functions/data/handler.ts";
const names = ["api-in-test-one", "api-in-test-two"] as const;
const [one, two] = names;
const aliasArn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:lambdock-dev-${name}:live`;

describe("HttpApi", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "api-"));
    writeFileSync(join(folder, "Dockerfile"), "FROM scratch AS lambda\n");
  });

  after(() => {
    const bundles = names.flatMap((name) => [`.build/${name}`, `.build/${name}.bundle.json`]);
    for (const path of [folder, ...bundles]) rmSync(path, { recursive: true, force: true });
  });

  /** An API with routes to the first function, by route key, and some to the second. */
  function declareApi(
    routeKeys: readonly string[],
    more: readonly string[] = [],
    args: Partial<HttpApiArgs> = {},
  ) {
    return declare(() => {
      const image = { dockerfile: join(folder, "Dockerfile") };
      const [first, second] = names.map((name) => new ContainerFunction(name, { entry, image }));
      const routes = [
        ...routeKeys.map((routeKey) => ({ routeKey, fn: first as ContainerFunction })),
        ...more.map((routeKey) => ({ routeKey, fn: second as ContainerFunction })),
      ];
      return new HttpApi("api", { routes, ...args });
    });
  }

  it("deploys its stage once all routes and their grants are there", async () => {
    const { resources } = await declareApi(["GET /orders", "POST /orders"], ["$default"]);
    const types = resources.map(({ type }) => type);
    const stage = types.indexOf("aws:apigatewayv2/stage:Stage");
    for (const type of ["aws:apigatewayv2/route:Route", "aws:lambda/permission:Permission"]) {
      expect(types.lastIndexOf(type), type).to.be.within(0, stage - 1);
    }
  });

  it("has one integration for each function, with payload 2.0, and every route to its own", async () => {
    const declared = await declareApi(["GET /orders", "POST /orders"], ["$default"]);
    const integrations = declared.all("aws:apigatewayv2/integration:Integration");
    expect(integrations.map(({ name }) => name)).to.deep.equal([`api-${one}`, `api-${two}`]);
    for (const [index, { inputs }] of integrations.entries()) {
      expect(inputs).to.deep.include({
        integrationType: "AWS_PROXY",
        payloadFormatVersion: "2.0",
        timeoutMilliseconds: 30_000,
      });
      expect(inputs.integrationUri).to.contain(aliasArn(names[index] ?? ""));
    }
    const routes = declared
      .all("aws:apigatewayv2/route:Route")
      .map(({ inputs }) => [inputs.routeKey, inputs.target]);
    const [first, second] = integrations.map(({ id }) => `integrations/${id}`);
    expect(routes).to.deep.equal([
      ["GET /orders", first],
      ["POST /orders", first],
      ["$default", second],
    ]);
  });

  const grants = [
    ["GET /orders", "*/GET/orders"],
    ["GET /orders/{id}", "*/GET/orders/{id}"],
    ["ANY /orders/{rest+}", "*/*/orders/{rest+}"],
    ["$default", "*/$default"],
  ] as const;
  for (const [routeKey, source] of grants) {
    it(`lets the API invoke the alias for "${routeKey}" and for nothing else`, async () => {
      const declared = await declareApi([routeKey]);
      const { executionArn } = declared.one("aws:apigatewayv2/api:Api").outputs;
      expect(declared.one("aws:lambda/permission:Permission").inputs).to.deep.equal({
        action: "lambda:InvokeFunction",
        function: `lambdock-dev-${one}`,
        qualifier: "live",
        principal: "apigateway.amazonaws.com",
        sourceArn: `${executionArn}/${source}`,
      });
    });
  }

  it("names each grant by what AWS takes for a statement's id, with what the provider puts behind it", async () => {
    const long = `/${"orders/".repeat(30)}{id}`;
    const routeKeys = [
      "GET /a/b",
      "GET /a-b",
      "GET /a/{b}",
      "ANY /{rest+}",
      `PUT ${long}`,
      `PUT ${long}/all`,
    ];
    const declared = await declareApi([...routeKeys, "$default"]);
    const ids = declared.all("aws:lambda/permission:Permission").map(({ name }) => `${name}-0a1b2c3`);
    for (const id of ids) expect(id).to.match(/^[A-Za-z0-9_-]{1,100}$/);
    expect(new Set(ids)).to.have.lengthOf(routeKeys.length + 1);
  });

  it("answers browsers of every origin, at 50 requests a second, by default", async () => {
    const declared = await declareApi(["GET /orders"]);
    expect(declared.one("aws:apigatewayv2/api:Api").inputs).to.deep.include({
      name: "lambdock-dev-api",
      protocolType: "HTTP",
      corsConfiguration: {
        allowOrigins: ["*"],
        allowMethods: ["GET", "POST", "PUT", "DELETE", "OPTIONS"],
        allowHeaders: ["authorization", "content-type"],
        maxAge: 300,
      },
      tags: { project: "lambdock", stack: "dev", service: "api" },
    });
    expect(declared.one("aws:apigatewayv2/stage:Stage").inputs).to.deep.include({
      name: "$default",
      autoDeploy: true,
      defaultRouteSettings: {
        throttlingBurstLimit: 100,
        throttlingRateLimit: 50,
        detailedMetricsEnabled: true,
      },
    });
  });

  it("takes stage, throttle and origins from its arguments", async () => {
    const declared = await declareApi(["GET /orders"], [], {
      stage: "prod",
      throttle: { burst: 7, rate: 3 },
      cors: { origins: ["https://shop.example"] },
    });
    const stage = declared.one("aws:apigatewayv2/stage:Stage");
    expect(stage.inputs).to.include({ name: "prod" });
    expect(stage.inputs.defaultRouteSettings).to.include({ throttlingBurstLimit: 7, throttlingRateLimit: 3 });
    expect(declared.one("aws:apigatewayv2/api:Api").inputs.corsConfiguration).to.deep.include({
      allowOrigins: ["https://shop.example"],
    });
  });

  it("has no CORS without origins", async () => {
    const declared = await declareApi(["GET /orders"], [], { cors: { origins: [] } });
    expect(declared.one("aws:apigatewayv2/api:Api").inputs).not.to.have.property("corsConfiguration");
  });

  it("writes an access log of eight fields to a group of its own", async () => {
    const declared = await declareApi(["GET /orders"], [], { logRetentionDays: 14 });
    const group = declared.one("aws:cloudwatch/logGroup:LogGroup", "api");
    expect(group.inputs).to.deep.include({ name: "/aws/vendedlogs/lambdock-dev-api", retentionInDays: 14 });
    const settings = declared.one("aws:apigatewayv2/stage:Stage").inputs.accessLogSettings as Record<
      string,
      string
    >;
    expect(settings.destinationArn).to.equal(group.outputs.arn);
    expect(Object.keys(JSON.parse(settings.format ?? ""))).to.deep.equal([
      "requestId",
      "ip",
      "requestTime",
      "httpMethod",
      "routeKey",
      "status",
      "protocol",
      "responseLength",
    ]);
  });

  for (const [stage, path] of [
    ["$default", ""],
    ["prod", "/prod"],
  ] as const) {
    it(`has a URL without a slash at its end in stage ${stage}`, async () => {
      const declared = await declareApi(["GET /orders"], [], { stage });
      const { apiEndpoint } = declared.one("aws:apigatewayv2/api:Api").outputs;
      expect(await resolved(declared.result.url)).to.equal(`${apiEndpoint}${path}`);
    });
  }

  it("has alarms for server errors above a floor of traffic, and for latency", async () => {
    const declared = await declareApi(["GET /orders"], [], { stage: "prod" });
    const { id } = declared.one("aws:apigatewayv2/api:Api");
    const errors = declared.one("aws:cloudwatch/metricAlarm:MetricAlarm", "api-server-errors");
    const [rate, failures] = errors.inputs.metricQueries as {
      expression: string;
      metric: { dimensions: object };
    }[];
    expect(rate?.expression).to.equal("IF(requests >= 20, 100 * failures / requests, 0)");
    expect(failures?.metric.dimensions).to.deep.equal({ ApiId: id, Stage: "prod" });
    const latency = declared.one("aws:cloudwatch/metricAlarm:MetricAlarm", "api-latency");
    expect(latency.inputs).to.deep.include({ metricName: "Latency", extendedStatistic: "p99" });
  });

  it("is the parent of all that it declares", async () => {
    const declared = await declareApi(["GET /orders"]);
    const own = declared.resources.filter(({ type }) => type.startsWith("aws:apigatewayv2/"));
    expect(own.map((resource) => declared.parentOf(resource))).to.deep.equal(own.map(() => "api"));
  });

  const refused: readonly [readonly string[], Partial<HttpApiArgs>, string][] = [
    [[], {}, "routes is empty. Give it at least one."],
    [["GET orders/{id}"], {}, 'route "GET orders/{id}" must start with a slash. Use "GET /orders/{id}".'],
    [
      ["FETCH /orders"],
      {},
      'route "FETCH /orders" has the method "FETCH". Use one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, ANY.',
    ],
    [
      ["/orders"],
      {},
      'route "/orders" must be a method, one space and a path, such as "GET /orders/{id}", or "$default".',
    ],
    [["GET /a b"], {}, 'route "GET /a b" must be a method, one space and a path'],
    [
      ["GET /o-{id}"],
      {},
      'route "GET /o-{id}" has the segment "o-{id}": a parameter is a whole segment, such as "{id}".',
    ],
    [
      ["GET /{all+}/x"],
      {},
      'route "GET /{all+}/x" has "{all+}" in its middle: it takes all that is left, so it must come last.',
    ],
    [["GET /a", "GET /a"], {}, 'route "GET /a" is declared twice. Give it to one function.'],
    [
      ["GET /a/{x}", "GET /a/{y}"],
      {},
      'routes "GET /a/{x}" and "GET /a/{y}" match the same requests. Keep one of them.',
    ],
    [
      ["GET /a"],
      { stage: "a/b" },
      'stage must be "$default" or a name of letters, digits, "_" and "-"; got "a/b".',
    ],
    [
      ["GET /a"],
      { throttle: { burst: 0, rate: 1 } },
      "throttle.burst must be a whole number from 1 to 100000; got 0.",
    ],
    [
      ["GET /a"],
      { throttle: { burst: 1, rate: 0.5 } },
      "throttle.rate must be a whole number from 1 to 100000; got 0.5.",
    ],
    [
      ["GET /a"],
      { cors: { origins: ["shop.example"] } },
      'cors.origins must be "*" or origins such as "https://example.com"; got "shop.example".',
    ],
    [["GET /a"], { logRetentionDays: 2 }, "logRetentionDays must be one of 1, 3, 5"],
    [
      Array.from({ length: 301 }, (_, index) => `GET /${index}`),
      {},
      "an API has at most 300 routes; got 301.",
    ],
  ];
  for (const [routeKeys, args, message] of refused) {
    it(`refuses ${routeKeys.slice(0, 2).join(", ")} ${JSON.stringify(args)}`, () => {
      const routes = routeKeys.map((routeKey) => ({ routeKey, fn: {} as ContainerFunction }));
      expect(() => new HttpApi("orders", { routes, ...args })).to.throw(`HttpApi "orders": ${message}`);
    });
  }
});
