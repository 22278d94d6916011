import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { required } from "../shared/config.ts";
import { isPartitionKey } from "../shared/key.ts";
import type { Page, PageRequest } from "../shared/pages.ts";
import { traced } from "../shared/traced.ts";
import { pages } from "./contract.ts";
import type { StoredPatient } from "./patient.ts";

const TableName = required("TABLE_NAME");
const client = traced(DynamoDBDocumentClient.from(new DynamoDBClient({})));

/** Stores a new patient. Its id must be new. */
export async function add(patient: StoredPatient): Promise<void> {
  await client.send(new PutCommand({ TableName, Item: patient }));
}

/** @returns undefined when no patient has the id */
export async function find(id: string): Promise<StoredPatient | undefined> {
  if (!isPartitionKey(id)) return undefined;
  const { Item } = await client.send(new GetCommand({ TableName, Key: { id }, ConsistentRead: true }));
  return Item as StoredPatient | undefined;
}

/** All patients or a page of them, in the table's order. */
export function list(page: PageRequest): Promise<Page<StoredPatient>> {
  return pages.read(
    (position) => client.send(new ScanCommand({ TableName, ConsistentRead: true, ...position })),
    page,
  );
}
