import type * as pulumi from "@pulumi/pulumi";
import { type AlarmDefinitions, type Metric, rateAlarm, statisticAlarm } from "./alarms.ts";

export interface ApiAlarmArgs {
  readonly apiId: pulumi.Input<string>;
  readonly stage: string;
}

const ERROR_PERCENT = 2;
const FLOOR = 20;
const LATENCY_MS = 3000;

/**
 * What an API is watched for, as its clients see it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
export function apiAlarms({ apiId, stage }: ApiAlarmArgs): AlarmDefinitions {
  const metric = (metricName: string): Metric => ({
    namespace: "AWS/ApiGateway",
    metricName,
    dimensions: { ApiId: apiId, Stage: stage },
  });
  return {
    "server-errors": rateAlarm({
      description: `More than ${ERROR_PERCENT} % of the requests get a 5xx. The access log names route and status.`,
      failures: metric("5xx"),
      requests: metric("Count"),
      threshold: ERROR_PERCENT,
      floor: FLOOR,
    }),
    latency: statisticAlarm({
      description: `One request in a hundred takes ${LATENCY_MS / 1000} s or more.`,
      metric: metric("Latency"),
      statistic: "p99",
      threshold: LATENCY_MS,
    }),
  };
}
