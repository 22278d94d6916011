import { EngineError, EngineUnreachable } from "../../aws/dynamodb/engine-client.ts";
import { ofType } from "../../program/declared.ts";
import { check } from "../http/check.ts";
import { ConsoleError } from "../http/console-error.ts";
import { get, post, type Routes } from "../http/routes.ts";
import type { ServedCloud } from "../served-cloud.ts";
import { plainItem } from "./attribute-value.ts";
import { Buckets, ListRequest } from "./buckets.ts";
import { ItemsRequest, itemsRequest } from "./table-query.ts";
import { columnsOf, Description, type ItemPage, type TableLine, tableLine } from "./table-view.ts";

/** The declared tables and their items, the declared buckets and their objects. Only reads. */
export function dataRoutes(cloud: ServedCloud): { routes: Routes; stop: () => void } {
  const buckets = new Buckets(cloud);
  const answers = [
    get("/api/tables", () => Promise.all(tableNames(cloud).map((name) => describe(cloud, name)))),
    post("/api/tables/:name/items", ({ params, body }) => items(cloud, params.name ?? "", body)),
    get("/api/buckets", () => buckets.names),
    post("/api/buckets/:name/objects", ({ params, body }) =>
      buckets.list(params.name ?? "", check(ListRequest, body)),
    ),
  ];
  return { routes: { answers, streams: [] }, stop: () => buckets.stop() };
}

function tableNames({ declared }: ServedCloud): string[] {
  if (!declared) return [];
  return ofType(declared, "aws:dynamodb/table:Table").map(({ outputs, name }) =>
    String(outputs.name ?? name),
  );
}

async function describe(cloud: ServedCloud, name: string): Promise<TableLine> {
  if (!tableNames(cloud).includes(name))
    throw new ConsoleError(404, `The program declares no table "${name}".`);
  return tableLine(check(Description, await call(cloud, "DescribeTable", { TableName: name })));
}

async function items(cloud: ServedCloud, name: string, body: unknown): Promise<ItemPage> {
  const asked = check(ItemsRequest, body);
  const { queryables } = await describe(cloud, name);
  const { operation, input } = itemsRequest(name, queryables, asked);
  const { Items = [], LastEvaluatedKey: next } = await call(cloud, operation, input);
  const found = (Items as readonly Readonly<Record<string, unknown>>[]).map(plainItem);
  const keys = queryables
    .filter(({ index }) => index === "" || index === asked.index)
    .flatMap(({ partitionKey, sortKey }) => [partitionKey.name, ...(sortKey ? [sortKey.name] : [])]);
  return {
    items: found,
    columns: columnsOf(found, keys),
    ...(typeof next === "object" && next !== null && { next: { ...next } }),
  };
}

async function call(cloud: ServedCloud, operation: string, input: object) {
  try {
    return await cloud.dynamodb(operation, input);
  } catch (error) {
    if (error instanceof EngineError) throw new ConsoleError(400, `${error.code}: ${error.message}`);
    if (error instanceof EngineUnreachable)
      throw new ConsoleError(502, `The DynamoDB engine: ${error.message}`);
    throw error;
  }
}
