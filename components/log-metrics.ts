import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { metricNamespace, physicalName } from "./naming.ts";

/**
 * Patterns of log lines that are worth a metric, by the last part of its name.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export type LogMetrics = Readonly<Record<string, string>>;

/** What a function's log tells that Lambda's own metrics don't. */
export const functionLogMetrics = {
  /** Structured lines of level ERROR: requests that failed though the function did not. */
  "error-lines": '{ $.level = "ERROR" }',
  /** Invocations that Lambda ended, which its metric `Errors` counts among all others. */
  timeouts: '"Task timed out"',
} as const satisfies LogMetrics;

/** What an API's access log tells that its metrics don't. */
export const apiLogMetrics = {
  /** Requests over the throttle, which the metric `4xx` counts among all others. */
  throttled: '{ $.status = "429" }',
} as const satisfies LogMetrics;

/** The namespace of metrics that are made of log lines. Their names are `<component>-<key>`. */
export function logMetricNamespace(): string {
  return `${metricNamespace()}/logs`;
}

/** Counts the lines of a log group that match, and 0 where lines came and none did. */
export function declareLogMetrics(
  component: string,
  logGroup: aws.cloudwatch.LogGroup,
  patterns: LogMetrics,
  parent: pulumi.Resource,
): void {
  for (const [key, pattern] of Object.entries(patterns)) {
    const name = `${component}-${key}`;
    new aws.cloudwatch.LogMetricFilter(
      name,
      {
        name: physicalName("LogMetricFilter", name),
        logGroupName: logGroup.name,
        pattern,
        metricTransformation: {
          namespace: logMetricNamespace(),
          name,
          value: "1",
          defaultValue: "0",
          unit: "Count",
        },
      },
      { parent },
    );
  }
}
