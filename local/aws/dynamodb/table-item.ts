import { LocalError } from "../../emulator.ts";
import type { DeclaredResource } from "../../program/declared.ts";

/** An item that a program declares. */
export interface DeclaredItem {
  readonly urn: string;
  readonly name: string;
  /** Of PutItem, for an item that is not there. */
  readonly input: {
    readonly TableName: string;
    readonly Item: Readonly<Record<string, unknown>>;
    readonly ConditionExpression: string;
    readonly ExpressionAttributeNames: Readonly<Record<string, string>>;
  };
}

/** @throws LocalError when `item` is no JSON object */
export function declaredItem({ urn, name, inputs }: DeclaredResource): DeclaredItem {
  return {
    urn,
    name,
    input: {
      TableName: String(inputs.tableName),
      Item: parseItem(name, String(inputs.item)),
      ConditionExpression: "attribute_not_exists(#key)",
      ExpressionAttributeNames: { "#key": String(inputs.hashKey) },
    },
  };
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
