import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { isPartitionKey } from "../shared/key.ts";
import { traced } from "../shared/traced.ts";
import { TableName } from "./environment.ts";
import { StorageError } from "./errors.ts";
import type { Item } from "./item.ts";

const client = traced(DynamoDBDocumentClient.from(new DynamoDBClient({})));

/** Stores an item under its SKU, whatever was there. @throws StorageError */
export async function put(item: Item): Promise<void> {
  await client.send(new PutCommand({ TableName, Item: item })).catch(refuse);
}

/** @returns undefined when there is no such item @throws StorageError */
export async function find(sku: string): Promise<Item | undefined> {
  if (!isPartitionKey(sku)) return undefined;
  const command = new GetCommand({ TableName, Key: { sku }, ConsistentRead: true });
  const { Item } = await client.send(command).catch(refuse);
  return Item as Item | undefined;
}

/** Deletes an item; nothing happens when there is none. @throws StorageError */
export async function remove(sku: string): Promise<void> {
  if (!isPartitionKey(sku)) return;
  await client.send(new DeleteCommand({ TableName, Key: { sku } })).catch(refuse);
}

function refuse(cause: unknown): never {
  throw new StorageError("The inventory can't be reached", { cause });
}
