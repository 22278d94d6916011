import * as v from "valibot";
import { LocalError } from "../emulator.ts";
import { type DeclaredProgram, type DeclaredResource, ofType } from "../program/declared.ts";

const text = v.nullish(v.string());
const strings = v.nullish(v.array(v.string()), []);
const variables = v.nullish(v.record(v.string(), v.string()), {});
const throttle = { throttlingBurstLimit: v.nullish(v.number()), throttlingRateLimit: v.nullish(v.number()) };

const cors = v.nullish(
  v.object({
    allowOrigins: strings,
    allowMethods: strings,
    allowHeaders: strings,
    exposeHeaders: strings,
    allowCredentials: v.nullish(v.boolean(), false),
    maxAge: v.nullish(v.number()),
  }),
);

/** The properties that the gateway reads, by Pulumi type. */
const schemas = {
  "aws:apigatewayv2/api:Api": v.object({
    name: text,
    protocolType: v.string(),
    executionArn: text,
    corsConfiguration: cors,
    /** Quick create: an integration, a route and a `$default` stage come with the API. */
    target: text,
    routeKey: text,
    /** An OpenAPI document that makes the routes. */
    body: text,
  }),
  "aws:apigatewayv2/integration:Integration": v.object({
    apiId: v.string(),
    integrationType: v.string(),
    integrationUri: text,
    integrationSubtype: text,
    connectionType: text,
    payloadFormatVersion: v.nullish(v.string(), "1.0"),
    timeoutMilliseconds: v.nullish(v.number(), 30_000),
    requestParameters: v.nullish(v.unknown()),
    responseParameters: v.nullish(v.unknown()),
  }),
  "aws:apigatewayv2/route:Route": v.object({
    apiId: v.string(),
    routeKey: v.string(),
    target: text,
    authorizationType: v.nullish(v.string(), "NONE"),
  }),
  "aws:apigatewayv2/stage:Stage": v.object({
    apiId: v.string(),
    name: v.string(),
    autoDeploy: v.nullish(v.boolean(), false),
    deploymentId: text,
    stageVariables: variables,
    defaultRouteSettings: v.nullish(v.object(throttle)),
    routeSettings: v.nullish(v.array(v.object({ routeKey: v.string(), ...throttle })), []),
    accessLogSettings: v.nullish(v.object({ destinationArn: v.string(), format: v.string() })),
  }),
  "aws:apigatewayv2/deployment:Deployment": v.object({ apiId: v.string() }),
  "aws:lambda/functionUrl:FunctionUrl": v.object({
    authorizationType: v.string(),
    functionName: v.string(),
    functionArn: text,
    qualifier: text,
    urlId: text,
    functionUrl: text,
    invokeMode: text,
    cors,
  }),
} as const;

/** The Pulumi types that the gateway takes. */
export type GatewayType = keyof typeof schemas;

export const GATEWAY_TYPES = Object.keys(schemas) as readonly GatewayType[];

/** A resource with the properties of its type, the provider's id and its place in the program. */
export type Declared<T extends GatewayType> = v.InferOutput<(typeof schemas)[T]> & {
  readonly urn: string;
  readonly id: string;
  readonly logicalName: string;
};

/** The properties of `cors` and `corsConfiguration`, which are the same. */
export type DeclaredCors = NonNullable<Declared<"aws:apigatewayv2/api:Api">["corsConfiguration"]>;

/** Tells people what the program declares and the gateway does not emulate. */
export type Warn = (message: string) => void;

/**
 * The resources of one type, in the order in which they were declared.
 * @throws LocalError when a property that the gateway reads has the wrong type.
 */
export function declared<T extends GatewayType>(program: DeclaredProgram, type: T): Declared<T>[] {
  return ofType(program, type).map((resource) => checked(resource, type));
}

function checked<T extends GatewayType>(resource: DeclaredResource, type: T): Declared<T> {
  const result = v.safeParse(schemas[type], { ...resource.inputs, ...resource.outputs });
  if (!result.success) {
    const issue = result.issues[0];
    throw new LocalError(
      `${describe(type, resource.name)}: ${v.getDotPath(issue) ?? "its properties"} can't be read: ${issue.message}.`,
    );
  }
  const properties = result.output as v.InferOutput<(typeof schemas)[T]>;
  return { ...properties, urn: resource.urn, id: resource.id, logicalName: resource.name };
}

/** How a message names a resource: `Route "get-data"`. */
export function describe(type: GatewayType, logicalName: string): string {
  return `${type.slice(type.lastIndexOf(":") + 1)} "${logicalName}"`;
}
