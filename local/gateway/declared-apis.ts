import { nameRules } from "../../rules/aws/names.ts";
import { accountId } from "../arn.ts";
import { checkDeclared } from "../declared-rules.ts";
import { LocalError } from "../emulator.ts";
import type { DeclaredProgram } from "../program/declared.ts";
import { corsConfiguration } from "./declared-cors.ts";
import { integrationOf, quickCreateIntegration } from "./declared-integration.ts";
import { type Declared, declared, describe, GATEWAY_TYPES, type Warn } from "./declared-resources.ts";
import { stageDefinition } from "./declared-stage.ts";
import type { ApiDefinition, Integration, RouteDefinition, StageDefinition } from "./definition.ts";

type Api = Declared<"aws:apigatewayv2/api:Api">;
type Route = Declared<"aws:apigatewayv2/route:Route">;

const EXECUTION_ARN = /^arn:[^:]+:execute-api:[^:]*:(?<accountId>\d{12}):/;

/**
 * The HTTP APIs of a program, their routes linked to functions. What can't be emulated is told by name, and answers 501.
 * @throws LocalError for a declaration that AWS would refuse too.
 */
export function declaredApis(program: DeclaredProgram, warn: Warn): ApiDefinition[] {
  checkDeclared(program, GATEWAY_TYPES, nameRules);
  return declared(program, "aws:apigatewayv2/api:Api")
    .filter((api) => isHttpApi(api, warn))
    .map((api) => apiDefinition(program, api, warn));
}

function isHttpApi(api: Api, warn: Warn): boolean {
  if (api.protocolType === "HTTP") return true;
  warn(`Api "${api.logicalName}" is a ${api.protocolType} API, which is not emulated: it is not served.`);
  return false;
}

function apiDefinition(program: DeclaredProgram, api: Api, warn: Warn): ApiDefinition {
  if (api.body)
    warn(
      `Api "${api.logicalName}": routes from an OpenAPI body are not emulated: only declared routes are served.`,
    );
  const routes = routesOf(program, api, warn);
  const cors = corsConfiguration(api.corsConfiguration);
  return {
    urn: api.urn,
    apiId: api.id,
    name: api.name ?? api.logicalName,
    region: program.region,
    accountId:
      EXECUTION_ARN.exec(api.executionArn ?? "")?.groups?.accountId ?? accountOf(routes) ?? accountId,
    routes,
    stages: stagesOf(program, api, warn),
    ...(cors && { cors }),
  };
}

function routesOf(program: DeclaredProgram, api: Api, warn: Warn): RouteDefinition[] {
  const integrations = new Map<string, Integration>();
  for (const resource of declared(program, "aws:apigatewayv2/integration:Integration")) {
    if (resource.apiId === api.id) integrations.set(resource.id, integrationOf(resource, warn));
  }
  const quick = api.target
    ? [
        {
          routeKey: api.routeKey ?? "$default",
          integration: quickCreateIntegration(api.logicalName, api.target, warn),
        },
      ]
    : [];
  const routes = declared(program, "aws:apigatewayv2/route:Route")
    .filter((route) => route.apiId === api.id)
    .map((route) => ({ routeKey: route.routeKey, integration: answererOf(route, integrations, warn) }));
  return [...quick, ...routes];
}

function answererOf(route: Route, integrations: ReadonlyMap<string, Integration>, warn: Warn): Integration {
  const name = describe("aws:apigatewayv2/route:Route", route.logicalName);
  if (route.authorizationType !== "NONE") {
    const reason = `${name} (${route.routeKey}) asks for ${route.authorizationType} authorization, which is not emulated`;
    warn(`${reason}: it answers 501.`);
    return { kind: "not-emulated", reason };
  }
  const id = /^integrations\/(.+)$/.exec(route.target ?? "")?.[1];
  const integration = integrations.get(id ?? "");
  if (integration !== undefined) return integration;
  throw new LocalError(
    `${name} (${route.routeKey}) has the target ${JSON.stringify(route.target ?? "")}, which is no integration of its API: ` +
      "use integrations/ and the id of the integration.",
  );
}

function stagesOf(program: DeclaredProgram, api: Api, warn: Warn): StageDefinition[] {
  const stages = declared(program, "aws:apigatewayv2/stage:Stage").filter((stage) => stage.apiId === api.id);
  for (const stage of stages) {
    if (stage.autoDeploy || stage.deploymentId) continue;
    warn(
      `Stage "${stage.logicalName}" has neither autoDeploy nor a deployment: AWS answers 404 there until it has one.`,
    );
  }
  const definitions = stages.map(stageDefinition);
  if (api.target && !definitions.some(({ name }) => name === "$default"))
    definitions.push(QUICK_CREATE_STAGE);
  if (definitions.length === 0)
    warn(`Api "${api.logicalName}" has no stage: every request is answered with 404.`);
  return definitions;
}

const QUICK_CREATE_STAGE = stageDefinition({ name: "$default", stageVariables: {}, routeSettings: [] });

function accountOf(routes: readonly RouteDefinition[]): string | undefined {
  for (const { integration } of routes) {
    if (integration.kind === "function" && integration.target.accountId) return integration.target.accountId;
  }
  return undefined;
}
