import * as aws from "@pulumi/aws";
import type { RuleCase } from "./rule-case.ts";

const route = (routeKey: string, name = routeKey) =>
  new aws.apigatewayv2.Route(name, { apiId: "api", routeKey, target: "integrations/i" });
const integration = (name: string, timeoutMilliseconds = 30_000) =>
  new aws.apigatewayv2.Integration(name, { apiId: "api", integrationType: "AWS_PROXY", timeoutMilliseconds });
const stage = (name: string, format = "{}") =>
  new aws.apigatewayv2.Stage(name, { apiId: "api", accessLogSettings: { destinationArn: "arn", format } });
const cors = (allowOrigins: string[]) => () =>
  new aws.apigatewayv2.Api("api", {
    protocolType: "HTTP",
    corsConfiguration: { allowCredentials: true, allowOrigins },
  });

/** A case of so many resources of a kind. */
function counted(rule: string, one: () => void, limit: number, says: string): RuleCase {
  return { rule, wrong: one, right: one, says, copies: { wrong: limit + 1, right: limit } };
}

export const apiCases: readonly RuleCase[] = [
  counted("api-routes", () => route("GET /"), 300, "one of 301 routes"),
  counted("api-integrations", () => integration("i"), 300, "one of 301 integrations"),
  counted("api-stages", () => stage("s"), 10, "one of 11 stages"),
  {
    rule: "api-route-unique",
    wrong: () => {
      route("GET /orders", "one");
      route("GET /orders", "two");
    },
    says: 'Route "two" repeats the route key "GET /orders"',
    right: () => {
      route("GET /orders");
      route("PUT /orders");
    },
  },
  {
    rule: "api-route-key",
    wrong: () => route("GET orders/{id}"),
    says: 'has the route key "GET orders/{id}"',
    right: () => route("GET /orders/{id}"),
  },
  {
    rule: "api-integration-timeout",
    wrong: () => integration("i", 30_001),
    says: "waits 30001 ms",
    right: () => integration("i", 50),
  },
  {
    rule: "api-access-log-format",
    wrong: () => stage("s", "x".repeat(3073)),
    says: "has an access log format of 3073 bytes",
    right: () => stage("s", "x".repeat(3072)),
  },
  {
    rule: "api-access-log-format",
    wrong: () => stage("s", "$context.requestId\n$context.status"),
    says: "several lines",
    right: () => stage("s", "$context.requestId $context.status"),
  },
  {
    rule: "api-cors",
    wrong: cors(["*"]),
    says: "allows credentials from every origin",
    right: cors(["https://example.com"]),
  },
];
