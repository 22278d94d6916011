import { AwsError } from "../aws-error.ts";
import type { Input } from "./access.ts";
import { tableArn } from "./table-arn.ts";

/** A call that DynamoDB throttles. */
export interface ThrottledCall {
  /** `PutItem`, `TransactWriteItems`, … */
  readonly operation: string;
  readonly input: Input;
  readonly region: string;
  /** ARNs of the tables and indexes that are asked too much. */
  readonly resources: readonly string[];
  /** A table without provisioned capacity. */
  isOnDemand(arn: string): boolean;
}

interface Words {
  readonly code: string;
  /** Of a transaction's reason. */
  readonly reason: string;
  readonly message: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const ON_DEMAND: Words = {
  code: "ThrottlingException",
  reason: "ThrottlingError",
  message:
    "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly. If exceptions persist, check if you have a hot key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html",
};
const PROVISIONED: Words = {
  code: "ProvisionedThroughputExceededException",
  reason: "ProvisionedThroughputExceeded",
  message:
    "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
};

/** What DynamoDB answers when it fails by itself. */
export function systemError(): AwsError {
  return new AwsError("InternalServerError", 500, "Internal server error");
}

/**
 * DynamoDB's refusal of a call to a table that is asked too much: an exception that SDKs retry, or a transaction that is
 * cancelled, which they don't.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export function throttled(call: ThrottledCall): AwsError {
  const { operation, resources } = call;
  const [first = ""] = resources;
  const words = call.isOnDemand(first) ? ON_DEMAND : PROVISIONED;
  if (operation.startsWith("Transact")) return cancelled(call, words);
  const kind = /^(Get|BatchGet|Query|Scan)/.test(operation) ? "Read" : "Write";
  const ThrottlingReasons = resources.map((resource) => ({
    reason: `${resource.includes("/index/") ? "Index" : "Table"}${kind}KeyRangeThroughputExceeded`,
    resource,
  }));
  return new AwsError(words.code, 400, words.message, {}, { ThrottlingReasons });
}

function cancelled({ input, region, resources }: ThrottledCall, { reason, message }: Words): AwsError {
  const items = Array.isArray(input.TransactItems) ? input.TransactItems : [];
  const isThrottled = (item: unknown) =>
    tablesOf(item).some((table) => resources.includes(tableArn(region, table)));
  const CancellationReasons = items.map((item) =>
    isThrottled(item) ? { Code: reason, Message: message } : { Code: "None" },
  );
  const codes = CancellationReasons.map(({ Code }) => Code).join(", ");
  return new AwsError(
    "TransactionCanceledException",
    400,
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    {},
    { CancellationReasons },
  );
}

/** The table of each part of a transaction's item: `{ Put: { TableName, … } }`. */
function tablesOf(item: unknown): string[] {
  if (typeof item !== "object" || item === null) return [];
  return Object.values(item).flatMap((part: unknown) => {
    const { TableName } = (part ?? {}) as { TableName?: unknown };
    return typeof TableName === "string" ? [TableName] : [];
  });
}
