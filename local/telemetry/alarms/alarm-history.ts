import type { Alarm } from "./alarm.ts";
import type { AlarmStatus } from "./alarm-status.ts";
import { cloudWatchTime } from "./cloudwatch-time.ts";

/** One thing that happened to an alarm. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html */
export interface AlarmHistoryItem {
  readonly alarmName: string;
  readonly alarmType: "MetricAlarm" | "CompositeAlarm";
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly itemType: "ConfigurationUpdate" | "StateUpdate" | "Action";
  readonly summary: string;
  /** JSON. */
  readonly data: string;
}

const MAX_ITEMS = 5_000;

/** What happened to all alarms, in order, as far as memory allows. */
export class AlarmHistory {
  readonly #items: AlarmHistoryItem[] = [];

  get items(): readonly AlarmHistoryItem[] {
    return this.#items;
  }

  configured({ alarm, configuredAt }: AlarmStatus, isNew: boolean): void {
    const summary = `Alarm "${alarm.name}" ${isNew ? "created" : "updated"}`;
    this.#add(alarm, configuredAt, "ConfigurationUpdate", summary, { type: isNew ? "Create" : "Update" });
  }

  changed(status: AlarmStatus, previous: AlarmStatus): void {
    const summary = `Alarm updated from ${previous.state} to ${status.state}`;
    const data = { version: "1.0", oldState: stateData(previous), newState: stateData(status) };
    this.#add(status.alarm, status.updatedAt, "StateUpdate", summary, data);
  }

  /** @param failure why the action was not carried out; undefined when it was */
  acted({ alarm, state, updatedAt }: AlarmStatus, action: string, failure: string | undefined): void {
    const summary =
      failure === undefined
        ? `Successfully executed action ${action}`
        : `Failed to execute action ${action}. Received error: "${failure}"`;
    this.#add(alarm, updatedAt, "Action", summary, {
      actionState: failure === undefined ? "Succeeded" : "Failed",
      notificationResource: action,
      stateUpdateTimestamp: updatedAt,
      stateValue: state,
      ...(failure !== undefined && { error: failure }),
    });
  }

  #add(
    alarm: Alarm,
    time: number,
    itemType: AlarmHistoryItem["itemType"],
    summary: string,
    data: object,
  ): void {
    this.#items.push({
      alarmName: alarm.name,
      alarmType: alarm.kind === "metric" ? "MetricAlarm" : "CompositeAlarm",
      time,
      itemType,
      summary,
      data: JSON.stringify(data),
    });
    if (this.#items.length > MAX_ITEMS) this.#items.splice(0, this.#items.length - MAX_ITEMS);
  }
}

function stateData({ state, reason, reasonData, updatedAt }: AlarmStatus): object {
  return {
    stateValue: state,
    stateReason: reason,
    ...(reasonData !== undefined && { stateReasonData: JSON.parse(reasonData) }),
    stateUpdateTimestamp: cloudWatchTime(updatedAt),
  };
}
