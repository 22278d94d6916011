import { LocalError } from "../../emulator.ts";
import type { DeclaredResource } from "../../program/declared.ts";

/** The input of PutItem. */
export interface PutItemInput {
  readonly TableName: string;
  readonly Item: Readonly<Record<string, unknown>>;
}

/** @throws LocalError when `item` is no JSON object */
export function declaredItem({ name, inputs }: DeclaredResource): PutItemInput {
  return { TableName: String(inputs.tableName), Item: parseItem(name, String(inputs.item)) };
}

function parseItem(name: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const item: unknown = JSON.parse(text);
    if (typeof item === "object" && item !== null && !Array.isArray(item)) return { ...item };
  } catch {
    // Falls through to the one sentence for everything that is no object.
  }
  throw new LocalError(
    `DynamoDB item "${name}": "item" must be a JSON object in DynamoDB's form, {"id": {"S": "1"}}.`,
  );
}
