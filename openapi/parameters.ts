import type { GenericSchema } from "valibot";
import type { RouteContract } from "../functions/shared/contract.ts";
import type { Parameter } from "./model.ts";
import type { Schemas } from "./schemas.ts";

/** OpenAPI has another place for credentials than a header parameter. */
const CREDENTIALS = "authorization";

/** Whether a route wants a bearer token. */
export function wantsToken({ headers }: RouteContract): boolean {
  return CREDENTIALS in entriesOf(headers);
}

/** All parameters of a route but its credentials: of the path, of the query, of the headers. */
export function parametersOf(routeKey: string, route: RouteContract, schemas: Schemas): Parameter[] {
  const path = [...routeKey.matchAll(/\{([^}+]+)\}/g)].map(([, name = ""]) => pathParameter(name, route));
  const query = Object.entries(entriesOf(route.query)).map(([name, schema]) =>
    parameter("query", name, schema, schemas),
  );
  const headers = Object.entries(entriesOf(route.headers))
    .filter(([name]) => name !== CREDENTIALS)
    .map(([name, schema]) => parameter("header", name, schema, schemas));
  return [...path, ...query, ...headers];
}

/** Any text names a thing, or names none: then the answer is a 404. */
function pathParameter(name: string, { example }: RouteContract): Parameter {
  const value = example?.path?.[name];
  return {
    name,
    in: "path",
    required: true,
    schema: { type: "string", minLength: 1 },
    ...(value !== undefined && { example: value }),
  };
}

function parameter(
  place: "query" | "header",
  name: string,
  schema: GenericSchema,
  schemas: Schemas,
): Parameter {
  return { name, in: place, required: schema.type !== "optional", schema: schemas.request(schema) };
}

function entriesOf(schema: GenericSchema | undefined): Readonly<Record<string, GenericSchema>> {
  if (schema === undefined) return {};
  if (!("entries" in schema)) throw new Error(`Query and headers must be objects; got ${schema.expects}.`);
  return schema.entries as Readonly<Record<string, GenericSchema>>;
}
