import type { AccessRequest } from "../service.ts";
import { partiqlAccess } from "./partiql.ts";
import { tableArn } from "./table-arn.ts";

/** A request's body, as JSON. */
export type Input = Readonly<Record<string, unknown>>;

type Access = (action: string, input: Input, region: string) => readonly AccessRequest[];

/** The table that the field names, by its name or its ARN. Without one the engine refuses the call. */
const table =
  (field: string): Access =>
  (action, input, region) => {
    const name = input[field];
    return typeof name === "string" ? [{ action, resource: tableArn(region, name) }] : [];
  };

/** The table, or the index of it that is read. */
const tableOrIndex: Access = (action, input, region) =>
  table("TableName")(action, input, region).map(({ resource }) => ({
    action,
    resource: typeof input.IndexName === "string" ? `${resource}/index/${input.IndexName}` : resource,
  }));

/** The resource whose ARN the field holds. */
const arn =
  (field: string): Access =>
  (action, input) => [{ action, resource: typeof input[field] === "string" ? input[field] : "*" }];

const everything: Access = (action) => [{ action, resource: "*" }];

/** Each table among the keys of `RequestItems`. */
const batch: Access = (action, input, region) =>
  Object.keys(record(input.RequestItems)).map((name) => ({ action, resource: tableArn(region, name) }));

/** Each item's own action on its own table. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
const transaction: Access = (action, input, region) =>
  list(input.TransactItems).flatMap((item) =>
    Object.entries(record(item)).flatMap(([kind, target]) => {
      const name = record(target).TableName;
      const itemAction = transactionActions[kind];
      if (itemAction === undefined || typeof name !== "string") return [];
      const context = { "dynamodb:EnclosingOperation": action.slice("dynamodb:".length) };
      return [{ action: itemAction, resource: tableArn(region, name), context }];
    }),
  );

const transactionActions: Readonly<Record<string, string>> = {
  Put: "dynamodb:PutItem",
  Update: "dynamodb:UpdateItem",
  Delete: "dynamodb:DeleteItem",
  ConditionCheck: "dynamodb:ConditionCheckItem",
  Get: "dynamodb:GetItem",
};

const statement: Access = (_, input, region) => [partiqlAccess(String(input.Statement ?? ""), region)];

const statements =
  (field: string): Access =>
  (_, input, region) =>
    list(input[field]).map((entry) => partiqlAccess(String(record(entry).Statement ?? ""), region));

const onTable = table("TableName");

/**
 * What each operation must be allowed to do.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
const operations: ReadonlyMap<string, Access> = new Map([
  ...["GetItem", "PutItem", "UpdateItem", "DeleteItem"].map((name) => [name, onTable] as const),
  ...["Query", "Scan"].map((name) => [name, tableOrIndex] as const),
  ...["BatchGetItem", "BatchWriteItem"].map((name) => [name, batch] as const),
  ...["TransactGetItems", "TransactWriteItems"].map((name) => [name, transaction] as const),
  ["ExecuteStatement", statement],
  ["BatchExecuteStatement", statements("Statements")],
  ["ExecuteTransaction", statements("TransactStatements")],
  ...["TagResource", "UntagResource", "ListTagsOfResource"].map(
    (name) => [name, arn("ResourceArn")] as const,
  ),
  ...["GetResourcePolicy", "PutResourcePolicy", "DeleteResourcePolicy"].map(
    (name) => [name, arn("ResourceArn")] as const,
  ),
  ...["DescribeStream", "GetShardIterator"].map((name) => [name, arn("StreamArn")] as const),
  ...["DescribeBackup", "DeleteBackup"].map((name) => [name, arn("BackupArn")] as const),
  ["DescribeExport", arn("ExportArn")],
  ["DescribeImport", arn("ImportArn")],
  ["ExportTableToPointInTime", arn("TableArn")],
  ["RestoreTableFromBackup", table("TargetTableName")],
  ["RestoreTableToPointInTime", table("TargetTableName")],
  ...["ListTables", "ListStreams", "ListBackups", "ListExports", "ListImports", "ListGlobalTables"].map(
    (name) => [name, everything] as const,
  ),
  ...["ListContributorInsights", "DescribeLimits", "DescribeEndpoints"].map(
    (name) => [name, everything] as const,
  ),
]);

/** Identical requests are asked for once. An operation that is not in the table acts on its `TableName`, or on everything. */
export function accessOf(operation: string, input: Input, region: string): readonly AccessRequest[] {
  const access = operations.get(operation) ?? (input.TableName === undefined ? everything : onTable);
  const requests = access(`dynamodb:${operation}`, input, region);
  if (requests.length < 2) return requests;
  return [...new Map(requests.map((request) => [`${request.action} ${request.resource}`, request])).values()];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
