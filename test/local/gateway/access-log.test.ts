import { expect } from "chai";
import { type AccessLogFacts, accessLogFormat } from "../../../local/gateway/access-log.ts";

const facts: AccessLogFacts = {
  accountId: "123456789012",
  apiId: "a1b2",
  domainName: "a1b2.execute-api.eu-central-1.amazonaws.com",
  stage: "prod",
  requestId: "abc=",
  time: Date.UTC(2020, 2, 12, 19, 3, 58),
  method: "GET",
  path: "/prod/items/7",
  protocol: "HTTP/1.1",
  sourceIp: "127.0.0.1",
  userAgent: "curl/8",
  routeKey: "GET /items/{id}",
  status: 200,
  responseLength: 12,
  requestLength: 5,
  latencyMs: 34,
  integrationStatus: 200,
  functionStatus: 201,
  integrationLatencyMs: 30,
  integrationRequestId: "lambda-1",
  errorMessage: undefined,
  integrationError: undefined,
};

const failed: AccessLogFacts = {
  ...facts,
  status: 500,
  routeKey: undefined,
  errorMessage: "Internal Server Error",
  integrationError: 'Error: no "x"\nin it',
};

describe("accessLogFormat", () => {
  const cases: [format: string, facts: AccessLogFacts, line: string][] = [
    [
      '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","requestTime":"$context.requestTime",' +
        '"httpMethod":"$context.httpMethod","routeKey":"$context.routeKey","status":"$context.status",' +
        '"protocol":"$context.protocol","responseLength":"$context.responseLength"}',
      facts,
      '{"requestId":"abc=","ip":"127.0.0.1","requestTime":"12/Mar/2020:19:03:58 +0000","httpMethod":"GET",' +
        '"routeKey":"GET /items/{id}","status":"200","protocol":"HTTP/1.1","responseLength":"12"}',
    ],
    [
      "$context.identity.sourceIp - [$context.requestTime] $context.path",
      facts,
      "127.0.0.1 - [12/Mar/2020:19:03:58 +0000] /prod/items/7",
    ],
    [
      "$context.integration.status $context.integrationStatus $context.integration.latency",
      facts,
      "201 200 30",
    ],
    [
      "$context.domainPrefix $context.stage $context.requestTimeEpoch $context.dataProcessed",
      facts,
      "a1b2 prod 1584039838000 17",
    ],
    ["$context.error.message $context.authorizer.principalId $context.nonsense", facts, "- - -"],
    ["$context.constructor $context.__proto__", facts, "- -"],
    [
      "$context.error.message,$context.error.messageString",
      failed,
      'Internal Server Error,"Internal Server Error"',
    ],
    ["$context.error.messageString", facts, "-"],
    ['{"error":"$context.integrationErrorMessage"}', failed, '{"error":"Error: no \\"x\\"\\nin it"}'],
    ["$context.routeKey", failed, "-"],
    ["no variable, 5 $ and $contexts", facts, "no variable, 5 $ and $contexts"],
    ["($context.status.)", facts, "(200.)"],
  ];
  for (const [format, given, line] of cases) {
    it(`writes ${format}`, () => {
      expect(accessLogFormat(format)(given)).to.equal(line);
    });
  }

  it("keeps a client from breaking the line or its JSON", () => {
    const line = accessLogFormat('{"agent":"$context.identity.userAgent"}')({
      ...facts,
      userAgent: 'a"}\r\n{"b',
    });
    expect(JSON.parse(line)).to.deep.equal({ agent: 'a"}\r\n{"b' });
    expect(line).to.not.include("\n");
  });
});
