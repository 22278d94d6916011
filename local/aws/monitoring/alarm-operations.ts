import * as v from "valibot";
import { arnOf } from "../../arn.ts";
import type { AlarmHistoryItem } from "../../telemetry/alarms/alarm-history.ts";
import type { AlarmMonitor } from "../../telemetry/alarms/alarm-monitor.ts";
import type { AlarmStatus } from "../../telemetry/alarms/alarm-status.ts";
import { metricKey } from "../../telemetry/metrics/metric.ts";
import { AwsError } from "../aws-error.ts";
import { list, number, timestamp } from "../protocols/input-schemas.ts";
import { type CallContext, type Operation, operation } from "../protocols/operation-service.ts";
import { page } from "../protocols/pages.ts";
import { describedComposite, describedMetricAlarm } from "./described-alarm.ts";
import { INVALID } from "./error-codes.ts";
import { metric, metricOf } from "./metric-inputs.ts";

const state = v.picklist(["OK", "ALARM", "INSUFFICIENT_DATA"]);
const alarmTypes = list(v.picklist(["MetricAlarm", "CompositeAlarm"]));
const paging = {
  MaxRecords: v.optional(v.pipe(number, v.minValue(1)), 50),
  NextToken: v.optional(v.string()),
};

const DescribeAlarms = v.object({
  ...paging,
  AlarmNames: list(v.string()),
  AlarmNamePrefix: v.optional(v.string(), ""),
  AlarmTypes: alarmTypes,
  StateValue: v.optional(state),
  ActionPrefix: v.optional(v.string()),
});

const DescribeAlarmHistory = v.object({
  ...paging,
  AlarmName: v.optional(v.string()),
  AlarmTypes: alarmTypes,
  HistoryItemType: v.optional(v.string()),
  StartDate: v.optional(timestamp, 0),
  EndDate: v.optional(timestamp, Number.MAX_SAFE_INTEGER),
  ScanBy: v.optional(v.picklist(["TimestampDescending", "TimestampAscending"]), "TimestampDescending"),
});

const SetAlarmState = v.object({ AlarmName: v.string(), StateValue: state, StateReason: v.string() });

/** Alarms, their history, and putting one into a state to rehearse what it sets off. */
export function alarmOperations(alarms: AlarmMonitor): [string, Operation][] {
  return [
    [
      "DescribeAlarms",
      operation(INVALID, DescribeAlarms, (input) => describeAlarms(alarms, input), anyAlarm),
    ],
    [
      "DescribeAlarmsForMetric",
      operation(INVALID, v.object(metric), (input) => {
        const key = metricKey(metricOf(input));
        return {
          MetricAlarms: alarms.statuses.flatMap((each) =>
            watches(each, key) ? describedMetricAlarm(each) : [],
          ),
        };
      }),
    ],
    [
      "DescribeAlarmHistory",
      operation(INVALID, DescribeAlarmHistory, (input) => describeHistory(alarms, input), namedAlarm),
    ],
    [
      "SetAlarmState",
      operation(
        INVALID,
        SetAlarmState,
        ({ AlarmName, StateValue, StateReason }) => {
          if (alarms.setState(AlarmName, StateValue, StateReason)) return {};
          throw new AwsError("ResourceNotFound", 404, `Alarm ${AlarmName} does not exist`);
        },
        namedAlarm,
      ),
    ],
  ];
}

function anyAlarm(_input: unknown, { region }: CallContext): string {
  return arnOf("cloudwatch", region, "alarm:*");
}

function namedAlarm(
  { AlarmName = "*" }: { AlarmName?: string | undefined },
  { region }: CallContext,
): string {
  return arnOf("cloudwatch", region, `alarm:${AlarmName}`);
}

function describeAlarms(alarms: AlarmMonitor, input: v.InferOutput<typeof DescribeAlarms>): object {
  const matching = alarms.statuses.filter((status) => isAskedFor(status, input));
  const { items, nextToken } = page(matching, input.NextToken, input.MaxRecords, "InvalidNextToken");
  return {
    MetricAlarms: items.flatMap(describedMetricAlarm),
    CompositeAlarms: items.flatMap(describedComposite),
    NextToken: nextToken,
  };
}

function isAskedFor(
  { alarm, state: current }: AlarmStatus,
  input: v.InferOutput<typeof DescribeAlarms>,
): boolean {
  const { AlarmNames, AlarmNamePrefix, AlarmTypes, StateValue, ActionPrefix } = input;
  // CloudWatch gives metric alarms alone unless composites are asked for.
  const types = AlarmTypes.length > 0 ? AlarmTypes : ["MetricAlarm"];
  return (
    types.includes(alarm.kind === "metric" ? "MetricAlarm" : "CompositeAlarm") &&
    (AlarmNames.length === 0 || AlarmNames.includes(alarm.name)) &&
    alarm.name.startsWith(AlarmNamePrefix) &&
    (StateValue === undefined || StateValue === current) &&
    (ActionPrefix === undefined ||
      Object.values(alarm.actions)
        .flat()
        .some((arn) => arn.startsWith(ActionPrefix)))
  );
}

function watches({ alarm }: AlarmStatus, key: string): boolean {
  if (alarm.kind !== "metric") return false;
  const { watched } = alarm;
  const stats = "metricStat" in watched ? [watched] : watched.queries;
  return stats.some(({ metricStat }) => metricStat !== undefined && metricKey(metricStat.metric) === key);
}

function describeHistory(alarms: AlarmMonitor, input: v.InferOutput<typeof DescribeAlarmHistory>): object {
  const { AlarmName, HistoryItemType, StartDate, EndDate, ScanBy } = input;
  // Metric alarms alone, unless composites are asked for or one is named.
  const types =
    input.AlarmTypes.length > 0
      ? input.AlarmTypes
      : ["MetricAlarm", ...(AlarmName ? ["CompositeAlarm"] : [])];
  const matching = alarms.history.items.filter(
    ({ alarmName, alarmType, itemType, time }) =>
      (AlarmName === undefined || AlarmName === alarmName) &&
      (HistoryItemType === undefined || HistoryItemType === itemType) &&
      types.includes(alarmType) &&
      time >= StartDate &&
      time <= EndDate,
  );
  const inOrder = ScanBy === "TimestampAscending" ? matching : matching.toReversed();
  const { items, nextToken } = page(inOrder, input.NextToken, input.MaxRecords, "InvalidNextToken");
  return { AlarmHistoryItems: items.map(describedItem), NextToken: nextToken };
}

function describedItem({ alarmName, alarmType, time, itemType, summary, data }: AlarmHistoryItem): object {
  return {
    AlarmName: alarmName,
    AlarmType: alarmType,
    Timestamp: new Date(time),
    HistoryItemType: itemType,
    HistorySummary: summary,
    HistoryData: data,
  };
}
