import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { required } from "../shared/config.ts";
import { traced } from "../shared/traced.ts";
import type { StoredToken } from "./token.ts";
import { parseUser, type User } from "./user.ts";

const USERS = required("TABLE_NAME");
const TOKENS = required("TOKEN_TABLE");
const client = traced(DynamoDBDocumentClient.from(new DynamoDBClient({})));

/** @returns undefined when nobody has this name; names are compared exactly */
export async function findUser(username: string): Promise<User | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: USERS, Key: { username } }));
  return Item && parseUser(Item);
}

/** Reads consistently: a token is used as soon as it is given. */
export async function findToken(hash: string): Promise<StoredToken | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: TOKENS, Key: { token_hash: hash }, ConsistentRead: true }),
  );
  return Item as StoredToken | undefined;
}

export async function saveToken(token: StoredToken): Promise<void> {
  await client.send(new PutCommand({ TableName: TOKENS, Item: token }));
}
