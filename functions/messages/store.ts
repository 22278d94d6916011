import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { required } from "../shared/config.ts";
import { traced } from "../shared/traced.ts";
import { StorageError } from "./errors.ts";
import type { Message } from "./message.ts";

const TableName = required("TABLE_NAME");
const client = traced(DynamoDBDocumentClient.from(new DynamoDBClient({})));

/** Stores a message under its UUID; an equal one is overwritten by itself. @throws StorageError */
export async function save(message: Message): Promise<void> {
  try {
    await client.send(new PutCommand({ TableName, Item: message }));
  } catch (cause) {
    throw new StorageError(`Table ${TableName} did not take the message.`, { cause });
  }
}
