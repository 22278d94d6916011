/** A program as the fixture repository has it: one function with its image, role, route and alarm. */
export interface ShopArgs {
  readonly actions: readonly string[];
  readonly routes: readonly string[];
  readonly threshold: number;
}

export function shop({ actions, routes, threshold }: ShopArgs): string {
  return `
import * as aws from "@pulumi/aws";
import { Image } from "@pulumi/docker-build";

const table = new aws.dynamodb.Table("orders", { hashKey: "id", attributes: [{ name: "id", type: "S" }] });
const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const role = new aws.iam.Role("orders", { assumeRolePolicy });
new aws.iam.RolePolicy("orders", {
  role: role.name,
  policy: table.arn.apply((Resource) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ${JSON.stringify(actions)}, Resource: [Resource] }],
    }),
  ),
});
const image = new Image("orders", { push: false, context: { location: "context" }, dockerfile: { inline: "FROM scratch" } });
const fn = new aws.lambda.Function("orders", { name: "shop-orders", role: role.arn, imageUri: image.digest });
const api = new aws.apigatewayv2.Api("shop", { protocolType: "HTTP" });
const integration = new aws.apigatewayv2.Integration("orders", {
  apiId: api.id,
  integrationType: "AWS_PROXY",
  integrationUri: fn.invokeArn,
});
for (const routeKey of ${JSON.stringify(routes)}) {
  new aws.apigatewayv2.Route(routeKey, {
    apiId: api.id,
    routeKey,
    target: integration.id.apply((id) => "integrations/" + id),
  });
  new aws.lambda.Permission(routeKey, {
    action: "lambda:InvokeFunction",
    function: fn.name,
    principal: "apigateway.amazonaws.com",
    sourceArn: api.executionArn.apply((arn) => arn + "/*/GET/orders"),
  });
}
new aws.cloudwatch.MetricAlarm("orders-errors", {
  namespace: "AWS/Lambda",
  metricName: "Errors",
  dimensions: { FunctionName: fn.name },
  statistic: "Sum",
  period: 60,
  evaluationPeriods: 5,
  datapointsToAlarm: 3,
  comparisonOperator: "GreaterThanThreshold",
  threshold: ${threshold},
});
`;
}

/** A description of an API with one operation. */
export function description(required: readonly string[]): string {
  const properties = { name: { type: "string" }, note: { type: "string" } };
  const schema = { type: "object", properties, required };
  const operation = {
    requestBody: { content: { "application/json": { schema } } },
    responses: { 200: { description: "Stored" } },
  };
  const info = { title: "shop", version: "1" };
  return JSON.stringify({ openapi: "3.1.0", info, paths: { "/orders": { post: operation } } });
}
