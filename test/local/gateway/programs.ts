import type { DeclaredProgram, DeclaredResource } from "../../../local/program/declared.ts";

/** Programs as the evaluator hands them over, for the tests of the gateway. */

const REGION = "eu-central-1";
export const ACCOUNT = "123456789012";

type Values = Readonly<Record<string, unknown>>;

export function program(...resources: readonly DeclaredResource[]): DeclaredProgram {
  return {
    project: "shop",
    stack: "dev",
    region: REGION,
    directory: "/shop",
    resources,
    outputs: {},
    sources: [],
  };
}

function resource(type: string, name: string, id: string, values: Values): DeclaredResource {
  const urn = `urn:pulumi:dev::shop::${type}::${name}`;
  return { urn, type, name, id, custom: true, protect: false, inputs: values, outputs: values };
}

export function functionArn(name: string, alias?: string): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}${alias ? `:${alias}` : ""}`;
}

export function invokeArn(arn: string): string {
  return `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${arn}/invocations`;
}

export function api(name: string, values: Values = {}): DeclaredResource {
  return resource("aws:apigatewayv2/api:Api", name, `${name}id`, {
    name,
    protocolType: "HTTP",
    executionArn: `arn:aws:execute-api:${REGION}:${ACCOUNT}:${name}id`,
    ...values,
  });
}

export function integration(apiName: string, functionName: string, values: Values = {}): DeclaredResource {
  return resource(
    "aws:apigatewayv2/integration:Integration",
    `${apiName}-${functionName}`,
    `${apiName}${functionName}`,
    {
      apiId: `${apiName}id`,
      integrationType: "AWS_PROXY",
      integrationUri: invokeArn(functionArn(functionName, "live")),
      payloadFormatVersion: "2.0",
      ...values,
    },
  );
}

export function route(
  apiName: string,
  routeKey: string,
  functionName: string,
  values: Values = {},
): DeclaredResource {
  return resource("aws:apigatewayv2/route:Route", `${apiName} ${routeKey}`, `${apiName}${routeKey}`, {
    apiId: `${apiName}id`,
    routeKey,
    target: `integrations/${apiName}${functionName}`,
    ...values,
  });
}

export function stage(apiName: string, name = "$default", values: Values = {}): DeclaredResource {
  return resource("aws:apigatewayv2/stage:Stage", `${apiName}-${name}`, name, {
    apiId: `${apiName}id`,
    name,
    autoDeploy: true,
    ...values,
  });
}

export function functionUrl(functionName: string, values: Values = {}): DeclaredResource {
  return resource("aws:lambda/functionUrl:FunctionUrl", functionName, functionName, {
    authorizationType: "NONE",
    functionName,
    functionArn: functionArn(functionName),
    urlId: `${functionName}url`,
    ...values,
  });
}

/** An API with one stage and one function behind all of its routes. */
export function simpleApi(
  name: string,
  routeKeys: readonly string[],
  parts: { api?: Values; stage?: Values } = {},
) {
  return [
    api(name, parts.api),
    stage(name, "$default", parts.stage),
    integration(name, "echo"),
    ...routeKeys.map((key) => route(name, key, "echo")),
  ];
}
