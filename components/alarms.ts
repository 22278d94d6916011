import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "./naming.ts";

/** An alarm without its name, its tags and whom it calls: what to watch, and when it is too much. */
export interface AlarmDefinition
  extends Omit<aws.cloudwatch.MetricAlarmArgs, "name" | "tags" | "alarmActions" | "okActions"> {
  /** What a person who is called needs to know first. */
  readonly alarmDescription: string;
  /**
   * What a time without data means. Metrics of requests have none when nobody asks, and metrics of failures none while
   * all goes well: `notBreaching`, so that silence is no alarm, and an alarm ends when its cause does.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
   */
  readonly treatMissingData: "notBreaching" | "breaching" | "ignore" | "missing";
}

/** Alarms by the last part of their name: `errors` becomes `<project>-<stack>-<component>-errors`. */
export type AlarmDefinitions = Readonly<Record<string, AlarmDefinition>>;

/** Whom alarms tell. */
export interface AlarmActions {
  /** ARNs of SNS topics, on the way to ALARM and back to OK. Default: nobody. */
  readonly alarmActions?: readonly pulumi.Input<string>[];
  /**
   * Whether a composite alarm speaks for them: then they tell nobody themselves, so that one fault calls once.
   * Default: false.
   */
  readonly composed?: boolean;
}

/** One metric with its dimensions. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
}

export interface RateAlarmArgs {
  readonly description: string;
  /** What went wrong. */
  readonly failures: Metric;
  /** What was asked for. */
  readonly requests: Metric;
  /** Per cent of the requests. */
  readonly threshold: number;
  /** Requests in a period below which the rate counts as 0: one failure at night wakes nobody. */
  readonly floor: number;
  /** Minutes of the last five that must be over. Default: 3. */
  readonly minutes?: number;
}

const PERIOD_SECONDS = 60;

/**
 * Alarms when more than a share of the requests fails in some of the last five minutes. A minute without failures may
 * have no data of them, and then the rate has none: it counts as good.
 */
export function rateAlarm({
  description,
  failures,
  requests,
  threshold,
  floor,
  minutes = 3,
}: RateAlarmArgs): AlarmDefinition {
  const sum = (id: string, metric: Metric) => ({
    id,
    metric: { ...metric, period: PERIOD_SECONDS, stat: "Sum" },
    returnData: false,
  });
  return {
    alarmDescription: description,
    metricQueries: [
      {
        id: "rate",
        label: "Failed requests, %",
        expression: `IF(requests >= ${floor}, 100 * failures / requests, 0)`,
        returnData: true,
      },
      sum("failures", failures),
      sum("requests", requests),
    ],
    comparisonOperator: "GreaterThanThreshold",
    threshold,
    evaluationPeriods: 5,
    datapointsToAlarm: minutes,
    treatMissingData: "notBreaching",
  };
}

export interface StatisticAlarmArgs {
  readonly description: string;
  readonly metric: Metric;
  /** `Sum`, `Maximum`, or a percentile such as `p95`. */
  readonly statistic: string;
  /** In the metric's unit; reaching it is too much. */
  readonly threshold: number;
  /** Minutes of the last five that must be over. Default: 3. */
  readonly minutes?: number;
}

/** Alarms when a statistic of one metric reaches a threshold in some of the last five minutes. */
export function statisticAlarm(args: StatisticAlarmArgs): AlarmDefinition {
  const isPercentile = /^p\d/.test(args.statistic);
  return {
    alarmDescription: args.description,
    ...args.metric,
    // Nothing of few samples: "ignore" would keep an alarm as it is on them, quiet or firing all night.
    ...(isPercentile ? { extendedStatistic: args.statistic } : { statistic: args.statistic }),
    period: PERIOD_SECONDS,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: args.threshold,
    evaluationPeriods: 5,
    datapointsToAlarm: args.minutes ?? 3,
    treatMissingData: "notBreaching",
  };
}

/** Declares alarms below a component: `<component>-<key>`. */
export function declareAlarms(
  component: string,
  definitions: AlarmDefinitions,
  { alarmActions = [], composed = false, tags }: AlarmActions & { readonly tags: Record<string, string> },
  parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm[] {
  return Object.entries(definitions).map(([key, definition]) => {
    const name = `${component}-${key}`;
    const actions = composed ? [] : [...alarmActions];
    return new aws.cloudwatch.MetricAlarm(
      name,
      {
        ...definition,
        name: physicalName("Alarm", name),
        tags,
        ...(actions.length > 0 && { alarmActions: actions, okActions: actions }),
      },
      { parent },
    );
  });
}
