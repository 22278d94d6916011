import * as v from "valibot";
import type { KeyAttribute, Queryable } from "./table-query.ts";

/** A declared table. */
export interface TableLine {
  readonly name: string;
  readonly queryables: readonly Queryable[];
}

/** One page of items. */
export interface ItemPage {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  /** Keys first, then the attributes as they were met. */
  readonly columns: readonly string[];
  /** Where the next page begins; absent after the last one. */
  readonly next?: Readonly<Record<string, unknown>>;
}

const KeySchema = v.array(v.object({ AttributeName: v.string(), KeyType: v.string() }));
const Index = v.object({ IndexName: v.string(), KeySchema });

/** The part of DescribeTable's answer that is read. */
export const Description = v.object({
  Table: v.object({
    TableName: v.string(),
    KeySchema,
    AttributeDefinitions: v.array(v.object({ AttributeName: v.string(), AttributeType: v.string() })),
    GlobalSecondaryIndexes: v.optional(v.array(Index), []),
    LocalSecondaryIndexes: v.optional(v.array(Index), []),
  }),
});

export function tableLine({ Table: table }: v.InferOutput<typeof Description>): TableLine {
  const types = new Map(table.AttributeDefinitions.map((one) => [one.AttributeName, one.AttributeType]));
  const indexes = [...table.GlobalSecondaryIndexes, ...table.LocalSecondaryIndexes];
  return {
    name: table.TableName,
    queryables: [
      queryable("", table.KeySchema, types),
      ...indexes.map(({ IndexName, KeySchema: keys }) => queryable(IndexName, keys, types)),
    ],
  };
}

function queryable(
  index: string,
  keys: v.InferOutput<typeof KeySchema>,
  types: ReadonlyMap<string, string>,
): Queryable {
  const key = (kind: string): KeyAttribute | undefined => {
    const name = keys.find(({ KeyType }) => KeyType === kind)?.AttributeName;
    return name === undefined ? undefined : { name, type: types.get(name) ?? "S" };
  };
  const sortKey = key("RANGE");
  return { index, partitionKey: key("HASH") ?? { name: "", type: "S" }, ...(sortKey && { sortKey }) };
}

/** @param first names that come before all others */
export function columnsOf(
  items: readonly Readonly<Record<string, unknown>>[],
  first: readonly string[],
): string[] {
  return [...new Set([...first, ...items.flatMap((item) => Object.keys(item))])];
}
