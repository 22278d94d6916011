import { accountId } from "../../arn.ts";
import type { Alarm, MetricAlarm } from "../alarms/alarm.ts";
import type { StateChange } from "../alarms/alarm-monitor.ts";
import { cloudWatchTime } from "../alarms/cloudwatch-time.ts";
import type { Metric } from "../metrics/metric.ts";
import type { MetricStat } from "../query/metric-data-query.ts";
import { regionName } from "./region-name.ts";
import type { Message } from "./topics.ts";

/**
 * What CloudWatch sends to an SNS topic when an alarm changes its state.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function alarmMessage({ status, previous }: StateChange): Message {
  const { alarm, state, reason } = status;
  const region = regionName(alarm.arn.split(":")[3] ?? "");
  const body = {
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: accountId,
    AlarmConfigurationUpdatedTimestamp: cloudWatchTime(status.configuredAt),
    NewStateValue: state,
    NewStateReason: reason,
    StateChangeTime: cloudWatchTime(status.transitionedAt),
    Region: region,
    AlarmArn: alarm.arn,
    OldStateValue: previous.state,
    OKActions: alarm.actions.OK,
    AlarmActions: alarm.actions.ALARM,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    ...triggerOf(alarm),
  };
  // SNS takes 100 characters for a subject.
  return { subject: `${state}: "${alarm.name}" in ${region}`.slice(0, 100), message: JSON.stringify(body) };
}

function triggerOf(alarm: Alarm): object {
  return alarm.kind === "composite" ? { AlarmRule: alarm.rule } : { Trigger: trigger(alarm) };
}

function trigger(alarm: MetricAlarm): object {
  const { watched } = alarm;
  return {
    ...("metricStat" in watched ? singleMetric(watched.metricStat) : { Metrics: watched.queries.map(line) }),
    Period: alarm.periodSeconds,
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    ComparisonOperator: alarm.comparisonOperator,
    Threshold: alarm.threshold,
    TreatMissingData: alarm.treatMissingData,
    EvaluateLowSampleCountPercentile: alarm.lowSamplePercentiles ?? "",
  };
}

function singleMetric({ metric, statistic }: MetricStat): object {
  const isExtended = /\d/.test(statistic);
  return {
    ...named(metric),
    StatisticType: isExtended ? "ExtendedStatistic" : "Statistic",
    ...(isExtended ? { ExtendedStatistic: statistic } : { Statistic: statistic.toUpperCase() }),
    Unit: null,
  };
}

function line(query: {
  id: string;
  expression?: string;
  label?: string;
  metricStat?: MetricStat;
  returnData?: boolean;
}) {
  const { id, expression, label, metricStat, returnData = true } = query;
  return {
    ...(expression !== undefined && { Expression: expression }),
    Id: id,
    ...(label !== undefined && { Label: label }),
    ...(metricStat && {
      MetricStat: {
        Metric: named(metricStat.metric),
        Period: metricStat.periodSeconds,
        Stat: metricStat.statistic,
      },
    }),
    ReturnData: returnData,
  };
}

function named({ namespace, metricName, dimensions }: Metric): object {
  return {
    MetricName: metricName,
    Namespace: namespace,
    Dimensions: Object.entries(dimensions).map(([name, value]) => ({ value, name })),
  };
}
