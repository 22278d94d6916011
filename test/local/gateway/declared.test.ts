import { expect } from "chai";
import { LocalError } from "../../../local/emulator.ts";
import { declaredApis } from "../../../local/gateway/declared-apis.ts";
import { declaredFunctionUrls } from "../../../local/gateway/declared-function-urls.ts";
import type { DeclaredProgram, DeclaredResource } from "../../../local/program/declared.ts";
import * as declare from "./programs.ts";

function read(...resources: DeclaredResource[]) {
  const warnings: string[] = [];
  const program: DeclaredProgram = declare.program(...resources);
  const warn = (message: string) => void warnings.push(message);
  return { apis: declaredApis(program, warn), urls: declaredFunctionUrls(program, warn), warnings };
}

describe("declaredApis", () => {
  it("links an API's stage, routes and functions", () => {
    const { apis, warnings } = read(
      declare.api("shop", { corsConfiguration: { allowOrigins: ["*"], allowMethods: ["GET"], maxAge: 300 } }),
      declare.integration("shop", "data", { timeoutMilliseconds: 5_000 }),
      declare.route("shop", "GET /data", "data"),
      declare.stage("shop", "prod", {
        stageVariables: { colour: "blue" },
        defaultRouteSettings: { throttlingBurstLimit: 100, throttlingRateLimit: 50 },
        routeSettings: [{ routeKey: "GET /data", throttlingRateLimit: 5 }],
        accessLogSettings: {
          destinationArn: "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/api/shop:*",
          format: "$context.status",
        },
      }),
    );
    expect(warnings).to.deep.equal([]);
    expect(apis).to.deep.equal([
      {
        urn: "urn:pulumi:dev::shop::aws:apigatewayv2/api:Api::shop",
        apiId: "shopid",
        name: "shop",
        region: "eu-central-1",
        accountId: "123456789012",
        routes: [
          {
            routeKey: "GET /data",
            integration: {
              kind: "function",
              target: {
                functionName: "arn:aws:lambda:eu-central-1:123456789012:function:data",
                name: "data",
                accountId: "123456789012",
                qualifier: "live",
              },
              timeoutMs: 5_000,
            },
          },
        ],
        stages: [
          {
            name: "prod",
            variables: { colour: "blue" },
            throttle: { burst: 100, rate: 50 },
            routeThrottles: { "GET /data": { burst: 100, rate: 5 } },
            accessLog: { logGroup: "/aws/api/shop", format: "$context.status" },
          },
        ],
        cors: {
          allowOrigins: ["*"],
          allowMethods: ["GET"],
          allowHeaders: [],
          exposeHeaders: [],
          allowCredentials: false,
          maxAge: 300,
        },
      },
    ]);
  });

  it("gives a stage that declares no throttle the account's, and an integration no more than 30 seconds", () => {
    const { apis } = read(
      declare.api("shop"),
      declare.integration("shop", "data", { timeoutMilliseconds: 60_000 }),
      declare.route("shop", "GET /data", "data"),
      declare.stage("shop"),
    );
    expect(apis[0]?.stages[0]?.throttle).to.deep.equal({ burst: 5_000, rate: 10_000 });
    expect(apis[0]?.routes[0]?.integration).to.include({ timeoutMs: 30_000 });
  });

  it("makes route, integration and stage of a quick-created API", () => {
    const { apis, warnings } = read(declare.api("quick", { target: declare.functionArn("data") }));
    expect(warnings).to.deep.equal([]);
    expect(apis[0]?.routes.map(({ routeKey }) => routeKey)).to.deep.equal(["$default"]);
    expect(apis[0]?.stages.map(({ name }) => name)).to.deep.equal(["$default"]);
  });

  it("takes the account from a function where the API does not say", () => {
    const { apis } = read(
      declare.api("shop", { executionArn: undefined }),
      declare.integration("shop", "data"),
      declare.route("shop", "GET /data", "data"),
      declare.stage("shop"),
    );
    expect(apis[0]?.accountId).to.equal("123456789012");
  });

  const unsupported: [
    name: string,
    integration: Record<string, unknown>,
    route: Record<string, unknown>,
    words: string,
  ][] = [
    ["a JWT authorizer", {}, { authorizationType: "JWT" }, "GET /data) asks for JWT authorization"],
    ["an IAM authorizer", {}, { authorizationType: "AWS_IAM" }, "AWS_IAM authorization"],
    [
      "an HTTP proxy",
      { integrationType: "HTTP_PROXY", integrationUri: "https://x.test" },
      {},
      "integration type HTTP_PROXY",
    ],
    ["a VPC link", { connectionType: "VPC_LINK", integrationType: "HTTP_PROXY" }, {}, "a VPC link"],
    ["an AWS service", { integrationSubtype: "SQS-SendMessage" }, {}, "SQS-SendMessage"],
    ["payload format 1.0", { payloadFormatVersion: undefined }, {}, "payload format 1.0"],
  ];
  for (const [name, integration, route, words] of unsupported) {
    it(`names ${name} as not emulated`, () => {
      const { apis, warnings } = read(
        declare.api("shop"),
        declare.integration("shop", "data", integration),
        declare.route("shop", "GET /data", "data", route),
        declare.stage("shop"),
      );
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.include(words).and.to.include("501");
      expect(apis[0]?.routes[0]?.integration.kind).to.equal("not-emulated");
    });
  }

  it("names what else it does not emulate", () => {
    const { apis, warnings } = read(
      declare.api("socket", { protocolType: "WEBSOCKET" }),
      declare.api("body", { body: "{}" }),
      declare.api("proxied", { target: "https://example.test" }),
      declare.integration("body", "data", { requestParameters: { "append:header.x": "1" } }),
      declare.stage("body", "dev", { autoDeploy: false }),
    );
    expect(apis.map(({ name }) => name)).to.deep.equal(["body", "proxied"]);
    expect(warnings.map((warning) => warning.replace(/[:,] .*/, ""))).to.have.members([
      'Api "socket" is a WEBSOCKET API',
      'Api "body"',
      'Integration "body-data"',
      'Stage "body-dev" has neither autoDeploy nor a deployment',
      'Api "proxied"',
    ]);
  });

  it("says of an API without a stage that nothing is served", () => {
    expect(read(declare.api("shop")).warnings).to.deep.equal([
      'Api "shop" has no stage: every request is answered with 404.',
    ]);
  });

  it("refuses a route that leads nowhere", () => {
    expect(() =>
      read(declare.api("shop"), declare.route("shop", "GET /x", "gone"), declare.stage("shop")),
    ).to.throw(
      LocalError,
      'Route "shop GET /x" (GET /x) has the target "integrations/shopgone", which is no integration of its API',
    );
  });

  it("refuses an integration that is no function", () => {
    const integration = declare.integration("shop", "data", { integrationUri: "arn:aws:sqs:x" });
    expect(() => read(declare.api("shop"), integration, declare.stage("shop"))).to.throw(
      LocalError,
      'Integration "shop-data" points to "arn:aws:sqs:x", which is no function',
    );
  });

  it("refuses a stage name that AWS would refuse", () => {
    expect(() => read(declare.api("shop"), declare.stage("shop", "v1/beta"))).to.throw(
      LocalError,
      'Stage "shop-v1/beta" is named "v1/beta" in AWS (7 characters), which may have 1 to 128 letters, digits, "-" and "_", or be "$default".',
    );
  });

  it("refuses a property that it can't read, by resource and name", () => {
    expect(() => read(declare.api("shop"), declare.stage("shop", "dev", { routeSettings: [{}] }))).to.throw(
      LocalError,
      'Stage "shop-dev": routeSettings.0.routeKey',
    );
  });
});

describe("declaredFunctionUrls", () => {
  it("reads a Function URL of an alias", () => {
    expect(
      read(declare.functionUrl("data", { qualifier: "live", cors: { allowOrigins: ["*"] } })).urls,
    ).to.deep.equal([
      {
        urn: "urn:pulumi:dev::shop::aws:lambda/functionUrl:FunctionUrl::data",
        urlId: "dataurl",
        region: "eu-central-1",
        accountId: "123456789012",
        target: {
          functionName: "arn:aws:lambda:eu-central-1:123456789012:function:data",
          name: "data",
          accountId: "123456789012",
          qualifier: "live",
        },
        authType: "NONE",
        cors: {
          allowOrigins: ["*"],
          allowMethods: [],
          allowHeaders: [],
          exposeHeaders: [],
          allowCredentials: false,
        },
      },
    ]);
  });

  it("finds the id of a URL in the URL itself", () => {
    const url = declare.functionUrl("data", {
      urlId: undefined,
      functionUrl: "https://abc123.lambda-url.eu-central-1.on.aws/",
    });
    expect(read(url).urls[0]?.urlId).to.equal("abc123");
  });

  it("names signed requests and streaming as not emulated", () => {
    const { urls, warnings } = read(
      declare.functionUrl("data", { authorizationType: "AWS_IAM", invokeMode: "RESPONSE_STREAM" }),
    );
    expect(urls[0]?.authType).to.equal("AWS_IAM");
    expect(warnings.join("\n"))
      .to.include("AWS_IAM are not emulated")
      .and.to.include("streaming is not emulated");
  });

  it("refuses a URL without a function", () => {
    const url = declare.functionUrl("data", { functionName: "no such:name", functionArn: undefined });
    expect(() => read(url)).to.throw(LocalError, 'FunctionUrl "data" names the function "no such:name"');
  });
});
