import type { AlarmMonitor } from "../../telemetry/alarms/alarm-monitor.ts";
import type { Dashboards } from "../../telemetry/dashboards/dashboards.ts";
import type { MetricStore } from "../../telemetry/metrics/metric-store.ts";
import { OperationService } from "../protocols/operation-service.ts";
import { alarmOperations } from "./alarm-operations.ts";
import { dashboardOperations } from "./dashboard-operations.ts";
import { metricOperations } from "./metric-operations.ts";
import { monitoringWire } from "./wires.ts";

export interface MonitoringServiceOptions {
  readonly metrics: MetricStore;
  readonly alarms: AlarmMonitor;
  readonly dashboards: Dashboards;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** CloudWatch: metrics, alarms and dashboards. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/ */
export class MonitoringService extends OperationService {
  constructor({ metrics, alarms, dashboards, now }: MonitoringServiceOptions) {
    super({
      signingName: "monitoring",
      actionPrefix: "cloudwatch",
      wireOf: monitoringWire,
      operations: new Map([
        ...metricOperations(metrics, now),
        ...alarmOperations(alarms),
        ...dashboardOperations(dashboards),
      ]),
    });
  }
}
