import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ContainerFunction } from "./container-function.ts";
import type { Route } from "./http-api-arguments.ts";
import { grantName, routeArn } from "./route-key.ts";

/** An HTTP API waits no longer, whatever the function's own limit. */
const LONGEST_INTEGRATION_MS = 30_000;

/**
 * Declares routes, one integration for each function among them, and for each route the grant to invoke.
 * @returns what requests need besides the stage
 */
export function declareRoutes(
  name: string,
  api: aws.apigatewayv2.Api,
  routes: readonly Route[],
  parent: pulumi.Resource,
): pulumi.Resource[] {
  const integrations = new Map<ContainerFunction, aws.apigatewayv2.Integration>();
  const declared: pulumi.Resource[] = [];
  for (const { routeKey, fn } of routes) {
    const integration = integrations.get(fn) ?? declareIntegration(name, api, fn, parent);
    integrations.set(fn, integration);
    const route = new aws.apigatewayv2.Route(
      `${name} ${routeKey}`,
      { apiId: api.id, routeKey, target: pulumi.interpolate`integrations/${integration.id}` },
      { parent },
    );
    const grant = new aws.lambda.Permission(
      grantName(name, routeKey),
      {
        action: "lambda:InvokeFunction",
        function: fn.alias.functionName,
        qualifier: fn.alias.name,
        principal: "apigateway.amazonaws.com",
        sourceArn: api.executionArn.apply((arn) => routeArn(arn, routeKey)),
      },
      { parent },
    );
    declared.push(route, grant);
  }
  return declared;
}

function declareIntegration(
  name: string,
  api: aws.apigatewayv2.Api,
  fn: ContainerFunction,
  parent: pulumi.Resource,
): aws.apigatewayv2.Integration {
  return new aws.apigatewayv2.Integration(
    `${name}-${fn.logicalName}`,
    {
      apiId: api.id,
      integrationType: "AWS_PROXY",
      integrationUri: fn.alias.invokeArn,
      payloadFormatVersion: "2.0",
      timeoutMilliseconds: LONGEST_INTEGRATION_MS,
    },
    { parent },
  );
}
