import type { QueryDefinition } from "../../telemetry/logs/declared-logs.ts";
import type { LogStore } from "../../telemetry/logs/log-store.ts";
import type { MetricFilters } from "../../telemetry/logs/metric-filters.ts";
import { awsJson } from "../protocols/aws-json.ts";
import { jsonWire } from "../protocols/json-wire.ts";
import { OperationService } from "../protocols/operation-service.ts";
import { declarationOperations } from "./declaration-operations.ts";
import { eventOperations } from "./event-operations.ts";
import { groupOperations } from "./group-operations.ts";

export interface LogsServiceOptions {
  readonly logs: LogStore;
  readonly filters: MetricFilters;
  readonly queries: () => readonly QueryDefinition[];
}

const wire = jsonWire("1.1", awsJson("1.1", ""));

/** CloudWatch Logs, as far as reading goes. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/ */
export class LogsService extends OperationService {
  constructor(options: LogsServiceOptions) {
    super({
      signingName: "logs",
      actionPrefix: "logs",
      wireOf: () => wire,
      operations: new Map([
        ...groupOperations(options.logs, options.filters),
        ...eventOperations(options.logs),
        ...declarationOperations(options),
      ]),
    });
  }
}
