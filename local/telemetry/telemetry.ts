import { arnOf } from "../arn.ts";
import { LogsService } from "../aws/logs/service.ts";
import { MonitoringService } from "../aws/monitoring/service.ts";
import type { AwsService } from "../aws/service.ts";
import { SnsService } from "../aws/sns/service.ts";
import { XRayService } from "../aws/xray/service.ts";
import type { Emulator } from "../emulator.ts";
import type { EventStream } from "../events.ts";
import { AlarmMonitor, type StateChange } from "./alarms/alarm-monitor.ts";
import { compositeAlarmType, declaredAlarms, metricAlarmType } from "./alarms/declared-alarms.ts";
import { type Clock, systemClock } from "./clock.ts";
import { Dashboards, dashboardType } from "./dashboards/dashboards.ts";
import {
  declaredLogGroups,
  declaredMetricFilters,
  declaredQueries,
  logGroupType,
  metricFilterType,
  type QueryDefinition,
  queryDefinitionType,
} from "./logs/declared-logs.ts";
import { LogIntake } from "./logs/log-intake.ts";
import { LogStore } from "./logs/log-store.ts";
import { MetricFilters } from "./logs/metric-filters.ts";
import { ApiGatewayMetrics } from "./metrics/api-gateway-metrics.ts";
import { recordAsyncEventMetrics } from "./metrics/async-event-metrics.ts";
import { declaredApiSettings } from "./metrics/declared-api-settings.ts";
import { recordDynamoDbMetrics } from "./metrics/dynamodb-metrics.ts";
import { recordEmbeddedMetrics } from "./metrics/embedded-metrics.ts";
import { recordLambdaMetrics } from "./metrics/lambda-metrics.ts";
import { MetricStore } from "./metrics/metric-store.ts";
import { alarmMessage } from "./notifications/alarm-message.ts";
import {
  declaredSubscriptions,
  declaredTopics,
  subscriptionType,
  topicPolicyType,
  topicType,
} from "./notifications/declared-topics.ts";
import { TopicNotFound, Topics } from "./notifications/topics.ts";
import { type MetricDataResult, metricData } from "./query/metric-data.ts";
import type { MetricDataQuery } from "./query/metric-data-query.ts";
import type { TimeRange } from "./query/time-series.ts";
import { TelemetryEmulator } from "./telemetry-emulator.ts";
import { TraceDaemon } from "./traces/daemon.ts";
import { declaredTraceGroups, groupType, type TraceGroup } from "./traces/trace-groups.ts";
import { TraceStore } from "./traces/trace-store.ts";

export interface TelemetryOptions {
  readonly events: EventStream;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/**
 * Logs, metrics, alarms, traces and dashboards of the local cloud, in bounded memory: everything is taken from the event
 * stream, from the daemon's socket, and from what the program declares.
 */
export class Telemetry {
  readonly logs: LogStore;
  readonly metrics: MetricStore;
  readonly alarms: AlarmMonitor;
  readonly topics: Topics;
  readonly traces: TraceStore;
  readonly dashboards = new Dashboards();
  /** In an order in which they may be applied; none needs another emulator. */
  readonly emulators: readonly Emulator[];
  /** What the AWS endpoint serves of it. */
  readonly services: readonly AwsService[];
  readonly #daemon: TraceDaemon;
  readonly #filters: MetricFilters;
  readonly #requests: ApiGatewayMetrics;
  readonly #ends: (() => void)[];
  #region = "us-east-1";
  #savedQueries: readonly QueryDefinition[] = [];
  #traceGroups: readonly TraceGroup[] = [];
  #daemonAddress: string | undefined;

  constructor({ events, clock = systemClock }: TelemetryOptions) {
    this.metrics = new MetricStore(events);
    const intake = new LogIntake(events);
    this.logs = new LogStore(intake, clock);
    this.#requests = new ApiGatewayMetrics(events, this.metrics);
    this.#filters = new MetricFilters(events, intake, this.metrics);
    this.topics = new Topics(events, clock);
    this.alarms = new AlarmMonitor({
      events,
      clock,
      store: this.metrics,
      act: (arn, change) => this.#act(arn, change),
    });
    const functionArn = (name: string) => arnOf("lambda", this.#region, `function:${name}`);
    this.traces = new TraceStore({ events, clock, functionArn });
    this.#daemon = new TraceDaemon(events, this.traces);
    this.#ends = [
      recordLambdaMetrics(events, this.metrics),
      recordAsyncEventMetrics(events, this.metrics),
      recordDynamoDbMetrics(events, this.metrics),
      recordEmbeddedMetrics(intake, this.metrics, clock),
      () => this.#requests.stop(),
      () => this.logs.stop(),
      () => this.#filters.stop(),
      () => this.alarms.stop(),
      () => this.traces.stop(),
    ];
    this.emulators = this.#emulators(events, clock);
    this.services = [
      new LogsService({ logs: this.logs, filters: this.#filters, queries: () => this.#savedQueries }),
      new MonitoringService({
        metrics: this.metrics,
        alarms: this.alarms,
        dashboards: this.dashboards,
        now: clock.now,
      }),
      new XRayService({ traces: this.traces, groups: () => this.#traceGroups, now: clock.now }),
      new SnsService(this.topics),
    ];
  }

  /** Saved Logs Insights queries. */
  get savedQueries(): readonly QueryDefinition[] {
    return this.#savedQueries;
  }

  get traceGroups(): readonly TraceGroup[] {
    return this.#traceGroups;
  }

  /** `HOST:PORT` for `AWS_XRAY_DAEMON_ADDRESS`. Known once it has started. */
  get daemonAddress(): string {
    if (this.#daemonAddress === undefined) throw new Error("Telemetry has not started.");
    return this.#daemonAddress;
  }

  /** Opens the daemon's socket. */
  async start(): Promise<void> {
    this.#daemonAddress = await this.#daemon.start();
  }

  async stop(): Promise<void> {
    for (const end of this.#ends.splice(0)) end();
    if (this.#daemonAddress === undefined) return;
    this.#daemonAddress = undefined;
    await this.#daemon.stop();
  }

  /** Answers a widget or a query. @throws MetricQueryError naming what is not supported in which line */
  query(queries: readonly MetricDataQuery[], range: TimeRange): MetricDataResult[] {
    return metricData(this.metrics, queries, range);
  }

  #emulators(events: EventStream, clock: Clock): Emulator[] {
    return [
      new TelemetryEmulator(
        [logGroupType, metricFilterType, queryDefinitionType],
        events,
        (reader, program) => {
          this.#region = program.region;
          this.#requests.declare(declaredApiSettings(reader));
          this.logs.declare(declaredLogGroups(reader));
          this.#filters.declare(declaredMetricFilters(reader));
          this.#savedQueries = declaredQueries(reader);
        },
      ),
      new TelemetryEmulator([topicType, subscriptionType, topicPolicyType], events, (reader) =>
        this.topics.declare(declaredTopics(reader), declaredSubscriptions(reader)),
      ),
      new TelemetryEmulator([metricAlarmType, compositeAlarmType, dashboardType], events, (reader) => {
        this.alarms.declare(declaredAlarms(reader));
        this.dashboards.declare(reader, clock.now());
      }),
      new TelemetryEmulator([groupType], events, (reader) => {
        this.#traceGroups = declaredTraceGroups(reader);
      }),
    ];
  }

  #act(actionArn: string, change: StateChange): string | undefined {
    if (actionArn.split(":")[2] !== "sns") return "Only SNS topics are supported as actions here.";
    try {
      this.topics.publish(actionArn, alarmMessage(change));
      return undefined;
    } catch (error) {
      if (error instanceof TopicNotFound) return error.message;
      throw error;
    }
  }
}
