import type { Contract, RouteContract } from "../functions/shared/contract.ts";
import type { Operation } from "./model.ts";
import { parametersOf, wantsToken } from "./parameters.ts";
import { responsesOf, unroutedResponses } from "./responses.ts";
import type { Schemas } from "./schemas.ts";

/** One route of a contract, as an operation. */
export function operationOf(
  contract: Contract,
  routeKey: string,
  route: RouteContract,
  schemas: Schemas,
): Operation {
  const parameters = parametersOf(routeKey, route, schemas);
  const hasFallback = fallbackOf(contract, pathOf(routeKey)) !== undefined;
  const unrouted = hasFallback && routeKey.includes("{") ? contract.unrouted : undefined;
  return {
    operationId: operationId(routeKey),
    summary: route.summary,
    tags: [contract.title],
    ...(wantsToken(route) && { security: [{ bearer: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body !== undefined && {
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: schemas.request(route.body),
            ...(route.example?.body !== undefined && { example: route.example.body }),
          },
        },
      },
    }),
    responses: responsesOf(route, unrouted, schemas),
  };
}

/**
 * What a path's other methods come to, where the service itself answers them; undefined where API Gateway does.
 * OpenAPI has no word for "any method": this is API Gateway's.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-any-method.html
 */
export function anyMethodOf(contract: Contract, path: string, schemas: Schemas): Operation | undefined {
  if (fallbackOf(contract, path) === undefined || contract.unrouted === undefined) return undefined;
  return {
    summary: "Any other method.",
    tags: [contract.title],
    responses: unroutedResponses(contract.unrouted, schemas),
  };
}

/** `GET /players/{player_id}/stats` is `getPlayersByPlayerIdStats`. */
function operationId(routeKey: string): string {
  const [method = "", path = ""] = routeKey.split(" ");
  const words = path.split(/[^A-Za-z0-9{]+/).filter((word) => word !== "");
  const name = words.map((word) => (word.startsWith("{") ? `By${capital(word.slice(1))}` : capital(word)));
  return method.toLowerCase() + (name.join("") || "Root");
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

export function pathOf(routeKey: string): string {
  return routeKey.slice(routeKey.indexOf(" ") + 1);
}

/** The route key under which a service answers what no other route of a path takes. */
function fallbackOf({ fallback = [] }: Contract, path: string): string | undefined {
  return fallback.find((routeKey) => {
    const [prefix = "", greedy] = pathOf(routeKey).split("{proxy+}");
    return greedy === undefined ? path === prefix : path.startsWith(prefix);
  });
}
