import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { routesOf } from "../../changes/routes.ts";
import { declare } from "../support/declare.ts";

describe("routes", () => {
  it("lead to functions by an alias, to other integrations by their URI, and past the API by URL", async () => {
    const { resources } = await declare(() => {
      const fn = new aws.lambda.Function("orders", { name: "shop-orders", role: "r" });
      const alias = new aws.lambda.Alias("live", {
        name: "live",
        functionName: fn.name,
        functionVersion: "1",
      });
      const integration = (name: string, integrationUri: typeof alias.invokeArn | string) =>
        new aws.apigatewayv2.Integration(name, {
          apiId: "api",
          integrationType: "AWS_PROXY",
          integrationUri,
        });
      const target = (name: string, uri: typeof alias.invokeArn | string) =>
        integration(name, uri).id.apply((id) => `integrations/${id}`);
      new aws.apigatewayv2.Route("one", {
        apiId: "api",
        routeKey: "GET /orders",
        target: target("fn", alias.invokeArn),
      });
      new aws.apigatewayv2.Route("two", {
        apiId: "api",
        routeKey: "GET /docs",
        target: target("docs", "https://example.com/docs"),
        authorizationType: "AWS_IAM",
      });
      new aws.lambda.FunctionUrl("orders", { functionName: fn.name, authorizationType: "NONE" });
    });
    expect(routesOf(resources)).to.have.deep.members([
      { key: "GET /orders", target: "orders", authorization: "NONE" },
      { key: "GET /docs", target: "https://example.com/docs", authorization: "AWS_IAM" },
      { key: "Function URL orders", target: "orders", authorization: "NONE" },
    ]);
  });
});
