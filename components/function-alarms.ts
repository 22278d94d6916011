import type * as pulumi from "@pulumi/pulumi";
import { type AlarmDefinitions, type Metric, rateAlarm, statisticAlarm } from "./alarms.ts";

export interface FunctionAlarmArgs {
  readonly functionName: pulumi.Input<string>;
  readonly timeoutSeconds: number;
  /** Executions at once that Lambda allows the function. */
  readonly concurrencyLimit: number;
}

/** Share of the time-out that the slowest twentieth may take before somebody should look. */
const DURATION_SHARE = 0.8;
/** Share of the concurrency that may be in use before the next peak is refused. */
const CONCURRENCY_SHARE = 0.8;
const ERROR_PERCENT = 5;
const CANARY_ERROR_PERCENT = 1;
const FLOOR = 10;

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
function lambdaMetric(metricName: string, dimensions: Metric["dimensions"]): Metric {
  return { namespace: "AWS/Lambda", metricName, dimensions };
}

/** What every function is watched for. */
export function functionAlarms({
  functionName,
  timeoutSeconds,
  concurrencyLimit,
}: FunctionAlarmArgs): AlarmDefinitions {
  const metric = (name: string) => lambdaMetric(name, { FunctionName: functionName });
  return {
    errors: rateAlarm({
      description: `More than ${ERROR_PERCENT} % of the invocations fail. Look for errors in the function's log group.`,
      failures: metric("Errors"),
      requests: metric("Invocations"),
      threshold: ERROR_PERCENT,
      floor: FLOOR,
    }),
    throttles: statisticAlarm({
      description:
        "Lambda refuses invocations: the concurrency of the function or of the account is used up.",
      metric: metric("Throttles"),
      statistic: "Sum",
      threshold: 1,
    }),
    duration: statisticAlarm({
      description: `One invocation in twenty takes over ${100 * DURATION_SHARE} % of the ${timeoutSeconds} s time-out.`,
      metric: metric("Duration"),
      statistic: "p95",
      threshold: DURATION_SHARE * timeoutSeconds * 1000,
    }),
    concurrency: statisticAlarm({
      description: `Over ${100 * CONCURRENCY_SHARE} % of the ${concurrencyLimit} executions at once that the function may have are in use. Reserve more, or find what got slow.`,
      metric: metric("ConcurrentExecutions"),
      statistic: "Maximum",
      threshold: Math.max(1, Math.floor(CONCURRENCY_SHARE * concurrencyLimit)),
    }),
  };
}

export interface CanaryAlarmArgs {
  readonly functionName: pulumi.Input<string>;
  /** `<function>:<alias>`. */
  readonly resource: pulumi.Input<string>;
  /** The version under trial. */
  readonly version: pulumi.Input<string>;
}

/** The new version behind an alias with two: stricter and quicker than the rest, since it may be rolled back. */
export function canaryAlarm({ functionName, resource, version }: CanaryAlarmArgs): AlarmDefinitions {
  const metric = (name: string) =>
    lambdaMetric(name, { FunctionName: functionName, Resource: resource, ExecutedVersion: version });
  return {
    canary: {
      ...rateAlarm({
        description: `More than ${CANARY_ERROR_PERCENT} % of the new version's invocations fail: roll it back.`,
        failures: metric("Errors"),
        requests: metric("Invocations"),
        threshold: CANARY_ERROR_PERCENT,
        floor: 1,
      }),
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
    },
  };
}
