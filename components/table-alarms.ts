import type * as pulumi from "@pulumi/pulumi";
import { type AlarmDefinitions, type Metric, statisticAlarm } from "./alarms.ts";

/**
 * Operations of DynamoDB that it publishes metrics of, each by itself.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export const tableOperations = [
  "BatchGetItem",
  "BatchWriteItem",
  "DeleteItem",
  "GetItem",
  "PutItem",
  "Query",
  "Scan",
  "TransactGetItems",
  "TransactWriteItems",
  "UpdateItem",
] as const;
export type TableOperation = (typeof tableOperations)[number];

export interface TableAlarmArgs {
  readonly tableName: pulumi.Input<string>;
  /** What is done with the table. Each costs an alarm metric. */
  readonly operations: readonly TableOperation[];
}

const SYSTEM_ERRORS = 5;

/**
 * What a table is watched for. DynamoDB publishes throttles by table, and its own failures by table and operation only;
 * neither has data while all goes well, and DynamoDB's alarms keep their state without data unless told otherwise.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function tableAlarms({ tableName, operations }: TableAlarmArgs): AlarmDefinitions {
  return {
    "read-throttles": throttleAlarm("Reads", metricOf("ReadThrottleEvents", { TableName: tableName })),
    "write-throttles": throttleAlarm("Writes", metricOf("WriteThrottleEvents", { TableName: tableName })),
    "system-errors": {
      alarmDescription: `DynamoDB itself fails ${SYSTEM_ERRORS} or more requests a minute. The SDK retries them: look at AWS's health dashboard before you change anything.`,
      metricQueries: [
        {
          id: "failures",
          label: "System errors",
          expression: "SUM(METRICS())",
          returnData: true,
        },
        ...operations.map((operation) => ({
          id: operation.charAt(0).toLowerCase() + operation.slice(1),
          metric: {
            ...metricOf("SystemErrors", { TableName: tableName, Operation: operation }),
            period: 60,
            stat: "Sum",
          },
          returnData: false,
        })),
      ],
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: SYSTEM_ERRORS,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      treatMissingData: "notBreaching",
    },
  };
}

function throttleAlarm(what: string, metric: Metric) {
  return statisticAlarm({
    description: `${what} are refused: one key is too hot, or the traffic has doubled within half an hour.`,
    metric,
    statistic: "Sum",
    threshold: 1,
  });
}

function metricOf(metricName: string, dimensions: Metric["dimensions"]): Metric {
  return { namespace: "AWS/DynamoDB", metricName, dimensions };
}
