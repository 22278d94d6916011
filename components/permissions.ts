import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** One statement of a function's role. It allows; a role of our own needs no denials. */
export interface Statement {
  /** Full action names, `dynamodb:PutItem`. A wildcard is refused. */
  readonly actions: readonly string[];
  /** ARNs. */
  readonly resources: readonly pulumi.Input<string>[];
  /** By operator, then by key: `{ StringEquals: { "s3:prefix": ["invoices/"] } }`. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly pulumi.Input<string>[]>>>>;
}

/**
 * What a function can be allowed to do with a table. Transactions need the action of each of their parts and
 * `ConditionCheckItem` for a condition on an item that they leave alone.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
export type TableAction =
  | "BatchGetItem"
  | "BatchWriteItem"
  | "ConditionCheckItem"
  | "DeleteItem"
  | "GetItem"
  | "PutItem"
  | "Query"
  | "Scan"
  | "UpdateItem";

type Table = Pick<aws.dynamodb.Table, "arn">;
type Bucket = Pick<aws.s3.Bucket, "arn">;

const READ: readonly TableAction[] = ["GetItem", "BatchGetItem", "Query"];
const WRITE: readonly TableAction[] = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"];

/** Just these actions, on the table itself. */
function onTable(table: Table, ...actions: readonly TableAction[]): Statement {
  return { actions: actions.map((action) => `dynamodb:${action}`), resources: [table.arn] };
}

/** Statements for a function's role: `permissions: [allow.put(table)]`. Each names its actions and one resource. */
export const allow = {
  onTable,
  get: (table: Table): Statement => onTable(table, "GetItem"),
  put: (table: Table): Statement => onTable(table, "PutItem"),
  update: (table: Table): Statement => onTable(table, "UpdateItem"),
  delete: (table: Table): Statement => onTable(table, "DeleteItem"),
  /** By the table's own key. */
  query: (table: Table): Statement => onTable(table, "Query"),
  /** Reads every item: for lists of a whole table only. */
  scan: (table: Table): Statement => onTable(table, "Scan"),
  /** By key and by the table's own key range; no scan. */
  read: (table: Table): Statement => onTable(table, ...READ),
  readWrite: (table: Table): Statement => onTable(table, ...READ, ...WRITE),
  /** By one of the table's indexes, which is a resource of its own. */
  queryIndex: (table: Table, index: string): Statement => ({
    actions: ["dynamodb:Query"],
    resources: [pulumi.interpolate`${table.arn}/index/${index}`],
  }),
  /** Objects below a prefix, by default the whole bucket. */
  getObjects: (bucket: Bucket, prefix = ""): Statement => ({
    actions: ["s3:GetObject"],
    resources: [pulumi.interpolate`${bucket.arn}/${prefix}*`],
  }),
  putObjects: (bucket: Bucket, prefix = ""): Statement => ({
    actions: ["s3:PutObject"],
    resources: [pulumi.interpolate`${bucket.arn}/${prefix}*`],
  }),
  /**
   * Without it S3 answers a missing key with AccessDenied instead of NoSuchKey.
   * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
   */
  listBucket: (bucket: Bucket): Statement => ({ actions: ["s3:ListBucket"], resources: [bucket.arn] }),
} as const;

/** The statements as IAM reads them. */
export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: statements.map(({ actions, resources, conditions }) => ({
      Effect: "Allow",
      Action: actions,
      Resource: resources,
      ...(conditions !== undefined && { Condition: conditions }),
    })),
  });
}
