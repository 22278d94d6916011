import * as aws from "@pulumi/aws";
import * as docker from "@pulumi/docker-build";
import * as pulumi from "@pulumi/pulumi";

/** The smallest container-image Lambda behind an HTTP API, written with provider resources alone. */
const repository = new aws.ecr.Repository("greeter", { forceDelete: true });

const image = new docker.Image("greeter", {
  context: { location: "greeter" },
  dockerfile: { location: "greeter/Dockerfile" },
  platforms: ["linux/amd64"],
  push: false,
  exports: [{ registry: { ociMediaTypes: true } }],
  tags: [pulumi.interpolate`${repository.repositoryUrl}:latest`],
});

const role = new aws.iam.Role("greeter", {
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  }),
});

new aws.iam.RolePolicyAttachment("greeter", {
  role: role.name,
  policyArn: aws.iam.ManagedPolicy.AWSLambdaBasicExecutionRole,
});

const greeter = new aws.lambda.Function("greeter", {
  packageType: "Image",
  imageUri: pulumi.interpolate`${repository.repositoryUrl}@${image.digest}`,
  role: role.arn,
  timeout: 5,
  environment: { variables: { GREETER_PASSWORD: "open sesame" } },
});

const api = new aws.apigatewayv2.Api("greetings", { protocolType: "HTTP" });

const integration = new aws.apigatewayv2.Integration("greeter", {
  apiId: api.id,
  integrationType: "AWS_PROXY",
  integrationUri: greeter.arn,
  payloadFormatVersion: "2.0",
});

for (const routeKey of ["GET /greet/{name}", "$default"]) {
  new aws.apigatewayv2.Route(`greeter ${routeKey}`, {
    apiId: api.id,
    routeKey,
    target: pulumi.interpolate`integrations/${integration.id}`,
  });
}

const stage = new aws.apigatewayv2.Stage("live", { apiId: api.id, name: "live", autoDeploy: true });

new aws.lambda.Permission("greeter", {
  action: "lambda:InvokeFunction",
  function: greeter.name,
  principal: "apigateway.amazonaws.com",
  sourceArn: pulumi.interpolate`${api.executionArn}/*/*`,
});

// No one emulates a queue here: the local cloud must say so.
new aws.sqs.Queue("unheard");

export const apiUrl = stage.invokeUrl;
