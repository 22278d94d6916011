import {
  CloudWatchClient,
  PutCompositeAlarmCommand,
  type PutCompositeAlarmCommandInput,
  PutDashboardCommand,
  type PutDashboardCommandInput,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  type CreateLogGroupCommandInput,
  PutMetricFilterCommand,
  type PutMetricFilterCommandInput,
  PutQueryDefinitionCommand,
  type PutQueryDefinitionCommandInput,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateGroupCommand, type CreateGroupCommandInput, XRayClient } from "@aws-sdk/client-xray";
import type { AwsOptions } from "../aws.ts";

type Inputs = Readonly<Record<string, unknown>>;

export interface ProbeClients {
  readonly cloudWatch: CloudWatchClient;
  readonly logs: CloudWatchLogsClient;
  readonly xray: XRayClient;
}

export function probeClients(options: AwsOptions): ProbeClients {
  const requestHandler = { requestTimeout: 60_000, throwOnRequestTimeout: true };
  const once = { ...options, maxAttempts: 1, requestHandler };
  return {
    cloudWatch: new CloudWatchClient(once),
    logs: new CloudWatchLogsClient(once),
    xray: new XRayClient(once),
  };
}

interface ProbeRequest {
  /** Pulumi's. */
  readonly type: string;
  /** The setting that leaves it out. */
  readonly setting?: string;
  send(clients: ProbeClients, inputs: Inputs): Promise<unknown>;
}

/** What is sent for a resource, in the order in which one needs the other. Tags are left out, which all take. */
export const REQUESTS: readonly ProbeRequest[] = [
  {
    type: "aws:cloudwatch/logGroup:LogGroup",
    send: ({ logs }, { name }) =>
      logs.send(new CreateLogGroupCommand({ logGroupName: name } as CreateLogGroupCommandInput)),
  },
  {
    type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    send: ({ logs }, { name, pattern, logGroupName, metricTransformation }) =>
      logs.send(
        new PutMetricFilterCommand(metricFilter({ name, pattern, logGroupName }, metricTransformation)),
      ),
  },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    send: ({ cloudWatch }, inputs) => cloudWatch.send(new PutMetricAlarmCommand(metricAlarm(inputs))),
  },
  {
    type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    setting: "compositeAlarms: false",
    send: ({ cloudWatch }, { tags: _, ...inputs }) =>
      cloudWatch.send(
        new PutCompositeAlarmCommand(capitalized(inputs) as unknown as PutCompositeAlarmCommandInput),
      ),
  },
  {
    type: "aws:cloudwatch/dashboard:Dashboard",
    send: ({ cloudWatch }, inputs) =>
      cloudWatch.send(new PutDashboardCommand(capitalized(inputs) as unknown as PutDashboardCommandInput)),
  },
  {
    type: "aws:cloudwatch/queryDefinition:QueryDefinition",
    setting: "savedQueries: false",
    send: ({ logs }, inputs) =>
      logs.send(new PutQueryDefinitionCommand(inputs as unknown as PutQueryDefinitionCommandInput)),
  },
  {
    type: "aws:xray/group:Group",
    setting: "xrayGroups: false",
    send: ({ xray }, { tags: _, ...inputs }) =>
      xray.send(new CreateGroupCommand(capitalized(inputs) as unknown as CreateGroupCommandInput)),
  },
];

function metricFilter(filter: Inputs, transformation: unknown): PutMetricFilterCommandInput {
  const { name, namespace, value, unit, defaultValue, dimensions } = transformation as Inputs;
  return {
    filterName: filter.name,
    filterPattern: filter.pattern,
    logGroupName: filter.logGroupName,
    metricTransformations: [
      {
        metricName: name,
        metricNamespace: namespace,
        metricValue: value,
        unit,
        dimensions,
        ...(defaultValue !== undefined && { defaultValue: Number(defaultValue) }),
      },
    ],
  } as PutMetricFilterCommandInput;
}

function metricAlarm({ tags: _, name, metricQueries, ...inputs }: Inputs): PutMetricAlarmCommandInput {
  const queries = metricQueries as readonly (Inputs & { metric?: Inputs })[] | undefined;
  return {
    ...capitalized(inputs),
    AlarmName: name,
    ...(inputs.dimensions !== undefined && { Dimensions: dimensionsOf(inputs.dimensions) }),
    ...(queries !== undefined && {
      Metrics: queries.map(({ metric, ...query }) => ({
        ...capitalized(query),
        ...(metric !== undefined && { MetricStat: metricStat(metric) }),
      })),
    }),
  } as unknown as PutMetricAlarmCommandInput;
}

function metricStat({ period, stat, unit, dimensions, ...metric }: Inputs): object {
  return {
    Metric: { ...capitalized(metric), Dimensions: dimensionsOf(dimensions) },
    Period: period,
    Stat: stat,
    Unit: unit,
  };
}

function dimensionsOf(dimensions: unknown): object[] {
  return Object.entries(dimensions ?? {}).map(([Name, Value]) => ({ Name, Value }));
}

/** The provider's names are the API's, with a small letter first. */
function capitalized(inputs: Inputs): Record<string, unknown> {
  const entries = Object.entries(inputs).map(([key, value]) => {
    const name = key === "okActions" ? "OKActions" : key.slice(0, 1).toUpperCase() + key.slice(1);
    return [name === "EvaluateLowSampleCountPercentiles" ? "EvaluateLowSampleCountPercentile" : name, value];
  });
  return Object.fromEntries(entries);
}
