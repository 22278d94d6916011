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

  add(item: AlarmHistoryItem): void {
    this.#items.push(item);
    if (this.#items.length > MAX_ITEMS) this.#items.splice(0, this.#items.length - MAX_ITEMS);
  }
}
