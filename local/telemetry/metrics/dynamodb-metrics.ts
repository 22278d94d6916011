import type { AwsCallEvent, EventStream } from "../../events.ts";
import type { Dimensions } from "./metric.ts";
import type { MetricStore } from "./metric-store.ts";

const READS: ReadonlySet<string> = new Set(["GetItem", "BatchGetItem", "TransactGetItems", "Query", "Scan"]);
const THROTTLES: ReadonlySet<string> = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
]);
/** Among the reasons of a cancelled transaction, which are in its message. */
const THROTTLED_ITEM = /\b(ThrottlingError|ProvisionedThroughputExceeded)\b/;
/** Refusals that have metrics of their own, and are no user errors. */
const OWN_METRIC: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: "ConditionalCheckFailedRequests",
  TransactionConflictException: "TransactionConflict",
};

/**
 * Turns calls to DynamoDB into its metrics, with the dimensions that it publishes: latency, throttles and system errors
 * by table and operation, throttle events by table, user errors for the account. The engine behind the endpoint tells no
 * consumed capacity, so those metrics have no data.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 * @returns a function that ends it
 */
export function recordDynamoDbMetrics(events: EventStream, store: MetricStore): () => void {
  return events.subscribe("aws-call", (call) => {
    if (call.service === "dynamodb") record(call, store);
  });
}

function record(call: AwsCallEvent, store: MetricStore): void {
  const operation = call.action.slice(call.action.indexOf(":") + 1);
  const add = (metricName: string, dimensions: Dimensions, value = 1, unit = "Count") =>
    store.series({ namespace: "AWS/DynamoDB", metricName, dimensions }, { unit }).record(call.time, value);
  const failure = failureOf(call);
  if (failure === "user") add("UserErrors", {});
  for (const table of tablesOf(call)) {
    const byTable = { TableName: table };
    const byOperation = { ...byTable, Operation: operation };
    if (failure === undefined) add("SuccessfulRequestLatency", byOperation, call.durationMs, "Milliseconds");
    else if (failure === "system") add("SystemErrors", byOperation);
    else if (failure === "throttle") {
      add("ThrottledRequests", byOperation);
      add(READS.has(operation) ? "ReadThrottleEvents" : "WriteThrottleEvents", byTable);
    } else if (failure !== "user") add(failure, byTable);
  }
}

/** `user`, `system`, `throttle`, the name of a refusal's own metric, or undefined for a call that went well. */
function failureOf({ status, errorCode = "", errorMessage = "" }: AwsCallEvent): string | undefined {
  if (status < 400) return undefined;
  if (THROTTLES.has(errorCode)) return "throttle";
  if (errorCode === "TransactionCanceledException" && THROTTLED_ITEM.test(errorMessage)) return "throttle";
  if (status >= 500) return "system";
  return Object.hasOwn(OWN_METRIC, errorCode) ? OWN_METRIC[errorCode] : "user";
}

/** Those that a failure is about, or else all that the call is about. */
function tablesOf({ failedResources, resources, decisions }: AwsCallEvent): Set<string> {
  const tables = new Set<string>();
  for (const arn of failedResources ?? resources ?? decisions.map(({ resource }) => resource)) {
    const [, table] = /:table\/([^/]+)/.exec(arn) ?? [];
    if (table !== undefined) tables.add(table);
  }
  return tables;
}
