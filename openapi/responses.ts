import { STATUS_CODES } from "node:http";
import type { Contract, ResponseContract, RouteContract } from "../functions/shared/contract.ts";
import { gatewayBody, gatewayResponse, gatewayStatuses, headersOfAll } from "./gateway-answers.ts";
import type { Content, Header, JsonSchema, Reference, ResponseObject } from "./model.ts";
import type { Schemas } from "./schemas.ts";

type Responses = Readonly<Record<string, ResponseObject | Reference>>;

/** Headers that come with a kind of response. */
const HEADERS: Readonly<Record<string, Readonly<Record<string, Header>>>> = {
  bytes: {
    "content-disposition": {
      description: "Under which name a client is to save the file.",
      required: true,
      schema: { type: "string" },
    },
  },
  redirect: {
    location: {
      description: "Where the file is, for a short time.",
      required: true,
      schema: { type: "string", format: "uri" },
    },
  },
};

const ALLOW: Header = {
  description: "The methods that the path has.",
  required: true,
  schema: { type: "string" },
};

/**
 * What may come back of a route, by status: the service's own answers, API Gateway's, and either where both answer with
 * the same status. A path whose parameter is left empty is another path: there the fallback answers.
 */
export function responsesOf(
  route: RouteContract,
  unrouted: Contract["unrouted"],
  schemas: Schemas,
): Responses {
  const statuses = new Set([...Object.keys(route.responses).map(Number), ...gatewayStatuses]);
  return byStatus(statuses, (status) => {
    const own = route.responses[status];
    const kind = typeof own === "string" ? own : "json";
    const bodies = [own, unrouted?.[status]].filter((body) => typeof body === "object");
    if (own === undefined && bodies.length === 0) return gatewayResponse(status) ?? described(status);
    return described(status, HEADERS[kind], contentOf(status, kind, bodies.map(schemas.response)));
  });
}

/** What the service itself answers to a method that a path does not have. */
export function unroutedResponses(unrouted: NonNullable<Contract["unrouted"]>, schemas: Schemas): Responses {
  return byStatus(new Set(Object.keys(unrouted).map(Number)), (status) => {
    const bodies = [unrouted[status]].filter((body) => body !== undefined).map(schemas.response);
    return described(status, status === 405 ? { allow: ALLOW } : {}, contentOf(status, "json", bodies));
  });
}

function contentOf(
  status: number,
  kind: Extract<ResponseContract, string> | "json",
  own: readonly JsonSchema[],
): Content | undefined {
  if (kind === "bytes") return { "*/*": {} };
  if (kind !== "json") return undefined;
  const gateway = gatewayBody(status);
  const bodies = distinct(gateway === undefined ? own : [...own, gateway]);
  const schema = bodies.length === 1 ? bodies[0] : { anyOf: bodies };
  return { "application/json": schema === undefined ? {} : { schema } };
}

function distinct(schemas: readonly JsonSchema[]): JsonSchema[] {
  return [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
}

function described(
  status: number,
  headers: Readonly<Record<string, Header>> = {},
  content?: Content,
): ResponseObject {
  return {
    description: STATUS_CODES[status] ?? String(status),
    headers: { ...headers, ...headersOfAll },
    ...(content !== undefined && { content }),
  };
}

function byStatus(
  statuses: ReadonlySet<number>,
  responseOf: (status: number) => ResponseObject | Reference,
): Responses {
  return Object.fromEntries(
    [...statuses].sort((a, b) => a - b).map((status) => [String(status), responseOf(status)]),
  );
}
