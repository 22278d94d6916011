import * as aws from "@pulumi/aws";
import { numbered, type RuleCase } from "./rule-case.ts";

const route = (routeKey: string, name = routeKey) =>
  new aws.apigatewayv2.Route(name, { apiId: "api", routeKey, target: "integrations/i" });
const routes = (count: number) => () => numbered(count, "GET /").forEach((key) => void route(key));
const integration = (name: string, timeoutMilliseconds = 30_000) =>
  new aws.apigatewayv2.Integration(name, { apiId: "api", integrationType: "AWS_PROXY", timeoutMilliseconds });
const integrations = (count: number) => () => numbered(count).forEach((name) => void integration(name));
const stage = (name: string, format = "{}") =>
  new aws.apigatewayv2.Stage(name, { apiId: "api", accessLogSettings: { destinationArn: "arn", format } });
const stages = (count: number) => () => numbered(count).forEach((name) => void stage(name));
const cors = (allowOrigins: string[]) => () =>
  new aws.apigatewayv2.Api("api", {
    protocolType: "HTTP",
    corsConfiguration: { allowCredentials: true, allowOrigins },
  });

export const apiCases: readonly RuleCase[] = [
  { rule: "api-routes", wrong: routes(301), says: "one of 301 routes", right: routes(300) },
  {
    rule: "api-integrations",
    wrong: integrations(301),
    says: "one of 301 integrations",
    right: integrations(300),
  },
  { rule: "api-stages", wrong: stages(11), says: "one of 11 stages", right: stages(10) },
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
