import { LocalError } from "../emulator.ts";
import type { Warn } from "./declared-resources.ts";
import { type Declared, describe } from "./declared-resources.ts";
import type { Integration } from "./definition.ts";
import { functionTarget } from "./function-target.ts";

type DeclaredIntegration = Declared<"aws:apigatewayv2/integration:Integration">;

/** The longest that an HTTP API waits. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAXIMUM_TIMEOUT_MS = 30_000;

/** A declared integration; one that is no Lambda proxy with payload 2.0 is told by name, and answers 501. */
export function integrationOf(resource: DeclaredIntegration, warn: Warn): Integration {
  const name = describe("aws:apigatewayv2/integration:Integration", resource.logicalName);
  const unsupported = unsupportedPart(resource);
  if (unsupported !== undefined) {
    warn(`${name}: ${unsupported} is not emulated: its routes answer 501.`);
    return { kind: "not-emulated", reason: `${name}: ${unsupported} is not emulated` };
  }
  if (resource.requestParameters || resource.responseParameters) {
    warn(`${name}: parameter mapping is not emulated: requests and answers pass unchanged.`);
  }
  return toFunction(
    name,
    resource.integrationUri ?? "",
    Math.min(resource.timeoutMilliseconds, MAXIMUM_TIMEOUT_MS),
  );
}

/** The integration that comes with an API's `target`. */
export function quickCreateIntegration(apiName: string, target: string, warn: Warn): Integration {
  const name = describe("aws:apigatewayv2/api:Api", apiName);
  if (!/^https?:/.test(target)) return toFunction(name, target, MAXIMUM_TIMEOUT_MS);
  warn(`${name}: an HTTP proxy target is not emulated: its route answers 501.`);
  return { kind: "not-emulated", reason: `${name}: an HTTP proxy target is not emulated` };
}

function unsupportedPart(resource: DeclaredIntegration): string | undefined {
  if (resource.connectionType === "VPC_LINK") return "a VPC link";
  if (resource.integrationType !== "AWS_PROXY") return `integration type ${resource.integrationType}`;
  if (resource.integrationSubtype) return `the AWS service integration ${resource.integrationSubtype}`;
  if (resource.payloadFormatVersion !== "2.0") {
    return `payload format ${resource.payloadFormatVersion} (the default, if payloadFormatVersion is not set)`;
  }
  return undefined;
}

function toFunction(name: string, uri: string, timeoutMs: number): Integration {
  const target = functionTarget(uri);
  if (target !== undefined) return { kind: "function", target, timeoutMs };
  throw new LocalError(
    `${name} points to ${JSON.stringify(uri)}, which is no function: use the invokeArn of a function or an alias.`,
  );
}
