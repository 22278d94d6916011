import type * as pulumi from "@pulumi/pulumi";
import { type AlarmDefinitions, type Metric, rateAlarm, statisticAlarm } from "./alarms.ts";

export interface ApiAlarmArgs {
  readonly apiId: pulumi.Input<string>;
  readonly stage: string;
}

const ERROR_PERCENT = 2;
const FLOOR = 20;
/** Clients' mistakes are theirs, until many of them make one at once: a release that broke them, or an attack. */
const CLIENT_ERROR_PERCENT = 50;
const CLIENT_ERROR_FLOOR = 100;
const LATENCY_MS = 3000;
const INTEGRATION_LATENCY_MS = 2500;
/** One more than the services' alarms want: they are first, and name the service. */
const MINUTES = 4;

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
      minutes: MINUTES,
    }),
    "client-errors": rateAlarm({
      description: `More than ${CLIENT_ERROR_PERCENT} % of the requests get a 4xx: a release broke clients, the throttle is too tight, or somebody tries doors.`,
      failures: metric("4xx"),
      requests: metric("Count"),
      threshold: CLIENT_ERROR_PERCENT,
      floor: CLIENT_ERROR_FLOOR,
      minutes: MINUTES,
    }),
    latency: statisticAlarm({
      description: `One request in a hundred takes ${LATENCY_MS / 1000} s or more.`,
      metric: metric("Latency"),
      statistic: "p99",
      threshold: LATENCY_MS,
      minutes: MINUTES,
    }),
    "integration-latency": statisticAlarm({
      description: `Behind the API, one request in a hundred takes ${INTEGRATION_LATENCY_MS / 1000} s or more: look at the functions, not at the API.`,
      metric: metric("IntegrationLatency"),
      statistic: "p99",
      threshold: INTEGRATION_LATENCY_MS,
      minutes: MINUTES,
    }),
  };
}
