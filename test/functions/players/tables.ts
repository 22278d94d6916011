import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { setEnvironment, type TestDynamoDb } from "../../support/dynamodb.ts";

/** The service's tables: the environment variable with the name, the name, and the key attribute. */
const TABLES = [
  { variable: "TABLE_NAME", name: "players", key: "player_id" },
  { variable: "CLAIM_TABLE", name: "player-claims", key: "claim" },
  { variable: "STATS_TABLE", name: "player-stats", key: "player_id" },
] as const;

/** Makes the tables, and gives the handler that works on them. */
export async function startPlayers(dynamoDb: TestDynamoDb) {
  for (const { name, key } of TABLES) {
    await dynamoDb.createTable({
      TableName: name,
      AttributeDefinitions: [{ AttributeName: key, AttributeType: "S" }],
      KeySchema: [{ AttributeName: key, KeyType: "HASH" }],
    });
  }
  const restore = setEnvironment(Object.fromEntries(TABLES.map(({ variable, name }) => [variable, name])));
  const { handler } = await import("../../../functions/players/handler.ts");
  restore();
  return handler;
}

/** Everything that is in one of the tables. */
export async function allItems(
  client: DynamoDBDocumentClient,
  TableName: (typeof TABLES)[number]["name"],
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) items.push(...Items);
  return items;
}
