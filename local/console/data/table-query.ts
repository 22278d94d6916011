import * as v from "valibot";
import { ConsoleError } from "../http/console-error.ts";

/** A key of a table or an index. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: string;
}

/** What can be queried: the table itself, or one of its indexes. */
export interface Queryable {
  /** Empty for the table itself. */
  readonly index: string;
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
}

export const ItemsRequest = v.object({
  index: v.optional(v.string(), ""),
  /** Empty asks for every item. */
  partition: v.optional(v.string(), ""),
  sort: v.optional(v.string(), ""),
  sortOperator: v.optional(v.picklist(["=", "<", "<=", ">", ">=", "begins_with"]), "="),
  /** Where an earlier answer ended. */
  start: v.optional(v.record(v.string(), v.unknown())),
});

const PAGE = 50;

interface DynamoDbRequest {
  readonly operation: "Query" | "Scan";
  readonly input: Readonly<Record<string, unknown>>;
}

/** A Query when there is a partition key, otherwise a Scan. @throws ConsoleError for an index that does not exist */
export function itemsRequest(
  tableName: string,
  queryables: readonly Queryable[],
  { index, partition, sort, sortOperator, start }: v.InferOutput<typeof ItemsRequest>,
): DynamoDbRequest {
  const target = queryables.find((one) => one.index === index);
  if (!target) throw new ConsoleError(404, `Table "${tableName}" has no index "${index}".`);
  const common = {
    TableName: tableName,
    Limit: PAGE,
    ...(index !== "" && { IndexName: index }),
    ...(start && { ExclusiveStartKey: start }),
  };
  if (partition === "") return { operation: "Scan", input: common };
  const { partitionKey, sortKey } = target;
  const bySort = sortKey !== undefined && sort !== "";
  return {
    operation: "Query",
    input: {
      ...common,
      KeyConditionExpression: bySort ? `#p = :p AND ${sortCondition(sortOperator)}` : "#p = :p",
      ExpressionAttributeNames: { "#p": partitionKey.name, ...(bySort && { "#s": sortKey.name }) },
      ExpressionAttributeValues: {
        ":p": { [partitionKey.type]: partition },
        ...(bySort && { ":s": { [sortKey.type]: sort } }),
      },
    },
  };
}

function sortCondition(operator: string): string {
  return operator === "begins_with" ? "begins_with(#s, :s)" : `#s ${operator} :s`;
}
