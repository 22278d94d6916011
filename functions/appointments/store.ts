import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
} from "@aws-sdk/lib-dynamodb";
import { required } from "../shared/config.ts";
import { isPartitionKey } from "../shared/key.ts";
import type { Page, PageRequest } from "../shared/pages.ts";
import { traced } from "../shared/traced.ts";
import type { Appointment } from "./appointment.ts";
import { pages, patientPages } from "./contract.ts";

const TableName = required("TABLE_NAME");
/** Partition key `patientId`, sort key `date`, all attributes. */
const IndexName = "by-patient";
const client = traced(DynamoDBDocumentClient.from(new DynamoDBClient({})));

/** Stores a new appointment. Its id must be new. */
export async function add(appointment: Appointment): Promise<void> {
  await client.send(new PutCommand({ TableName, Item: appointment }));
}

/** @returns undefined when no appointment has the id */
export async function find(id: string): Promise<Appointment | undefined> {
  if (!isPartitionKey(id)) return undefined;
  const { Item } = await client.send(new GetCommand({ TableName, Key: { id }, ConsistentRead: true }));
  return Item as Appointment | undefined;
}

/** All appointments or a page of them, in the table's order. */
export function list(page: PageRequest): Promise<Page<Appointment>> {
  return pages.read(
    (position) => client.send(new ScanCommand({ TableName, ConsistentRead: true, ...position })),
    page,
  );
}

/** A patient's appointments by date. An index follows its table within a moment, not at once. */
export async function listOfPatient(patientId: string, page: PageRequest): Promise<Page<Appointment>> {
  if (!isPartitionKey(patientId)) return { items: [] };
  return patientPages.read(
    ({ ExclusiveStartKey, ...rest }) =>
      client.send(
        new QueryCommand({
          TableName,
          IndexName,
          KeyConditionExpression: "patientId = :patientId",
          ExpressionAttributeValues: { ":patientId": patientId },
          ...(ExclusiveStartKey && { ExclusiveStartKey: { ...ExclusiveStartKey, patientId } }),
          ...rest,
        }),
      ),
    page,
  );
}
