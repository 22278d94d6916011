import type { Contract } from "../functions/shared/contract.ts";
import { GatewayError, gatewayResponses, RequestId } from "./gateway-answers.ts";
import type { Info, OpenApiDocument, Operation, PathItem } from "./model.ts";
import { anyMethodOf, operationOf, pathOf } from "./operation.ts";
import { describeSchemas, type Schemas } from "./schemas.ts";

/**
 * The OpenAPI 3.1 description of an API that serves these contracts. Its server is `/`, the place it is served from:
 * which URL an API has, is known once it is deployed.
 * @throws Error for a contract that can't be described, or for two that contradict each other
 */
export function openApiDocument(info: Info, contracts: readonly Contract[]): OpenApiDocument {
  const schemas = describeSchemas(namesOf(contracts));
  const paths = pathsOf(contracts, schemas);
  return {
    openapi: "3.1.1",
    info,
    servers: [{ url: "/" }],
    tags: contracts.map((contract) => ({ name: contract.title, ...describedFallback(contract) })),
    paths,
    components: {
      schemas: { GatewayError, ...sorted(schemas.components) },
      responses: gatewayResponses,
      headers: { RequestId },
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An access token of the identity provider." },
      },
    },
  };
}

function namesOf(contracts: readonly Contract[]): Map<unknown, string> {
  const named = contracts.flatMap(({ schemas = {} }) => Object.entries(schemas));
  const byName = new Map<string, unknown>();
  for (const [name, schema] of named) {
    const other = byName.get(name) ?? schema;
    if (other !== schema)
      throw new Error(`Two contracts call different schemas ${name}: rename one of them.`);
    byName.set(name, schema);
  }
  return new Map([...byName].map(([name, schema]) => [schema, name]));
}

function pathsOf(contracts: readonly Contract[], schemas: Schemas): Record<string, PathItem> {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const contract of contracts) {
    for (const [routeKey, route] of Object.entries(contract.routes)) {
      const path = pathOf(routeKey);
      const method = routeKey.slice(0, routeKey.indexOf(" ")).toLowerCase();
      paths[path] = { ...paths[path], [method]: operationOf(contract, routeKey, route, schemas) };
    }
    for (const path of new Set(Object.keys(contract.routes).map(pathOf))) {
      const any = anyMethodOf(contract, path, schemas);
      if (any !== undefined) paths[path] = { ...paths[path], "x-amazon-apigateway-any-method": any };
    }
  }
  return paths;
}

function describedFallback({ fallback = [], unrouted = {} }: Contract): { description?: string } {
  if (fallback.length === 0) return {};
  const statuses = Object.keys(unrouted).join(" or ");
  const routes = fallback.map((routeKey) => `\`${routeKey}\``).join(", ");
  return { description: `What else is asked of ${routes}, the service itself answers with ${statuses}.` };
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
