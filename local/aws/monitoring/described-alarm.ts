import type { MetricAlarm } from "../../telemetry/alarms/alarm.ts";
import type { AlarmStatus } from "../../telemetry/alarms/alarm-status.ts";
import { describedMetric, describedQuery } from "./metric-inputs.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html. @returns nothing for a composite */
export function describedMetricAlarm(status: AlarmStatus): object[] {
  const { alarm } = status;
  if (alarm.kind !== "metric") return [];
  return [
    {
      ...shared(status),
      ...watched(alarm),
      EvaluationPeriods: alarm.evaluationPeriods,
      DatapointsToAlarm: alarm.datapointsToAlarm,
      Threshold: alarm.threshold,
      ComparisonOperator: alarm.comparisonOperator,
      TreatMissingData: alarm.treatMissingData,
      EvaluateLowSampleCountPercentile: alarm.lowSamplePercentiles,
      EvaluationState: status.unsupported === undefined ? undefined : "EVALUATION_ERROR",
    },
  ];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_CompositeAlarm.html. @returns nothing for a metric alarm */
export function describedComposite(status: AlarmStatus): object[] {
  const { alarm } = status;
  return alarm.kind === "composite" ? [{ ...shared(status), AlarmRule: alarm.rule }] : [];
}

function shared(status: AlarmStatus): object {
  const { alarm } = status;
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmDescription: alarm.description,
    AlarmConfigurationUpdatedTimestamp: new Date(status.configuredAt),
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: alarm.actions.OK,
    AlarmActions: alarm.actions.ALARM,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    StateValue: status.state,
    StateReason: status.unsupported ?? status.reason,
    StateReasonData: status.reasonData,
    StateUpdatedTimestamp: new Date(status.updatedAt),
    StateTransitionedTimestamp: new Date(status.transitionedAt),
  };
}

function watched({ watched, periodSeconds }: MetricAlarm): object {
  if (!("metricStat" in watched)) return { Dimensions: [], Metrics: watched.queries.map(describedQuery) };
  const { metric, statistic } = watched.metricStat;
  const isExtended = /\d/.test(statistic);
  return {
    ...describedMetric(metric),
    Period: periodSeconds,
    ...(isExtended ? { ExtendedStatistic: statistic } : { Statistic: statistic }),
  };
}
