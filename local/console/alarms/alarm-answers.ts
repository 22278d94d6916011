import type { AlarmDetail, AlarmLine } from "./alarm-view.ts";

/** A drill that runs. */
export interface RunningDrill {
  readonly alarmName: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly sent: number;
}

/** What people may do with an alarm. */
export interface AlarmActions {
  readonly drill: { readonly possible: boolean; readonly text: string };
  /** Of this alarm or of another one. */
  readonly running?: RunningDrill;
}

export type AlarmPage = AlarmDetail & AlarmActions;

/** What an SNS topic would have sent. */
export interface InboxMessage {
  readonly time: number;
  readonly topic: string;
  readonly subject: string;
}

export interface AlarmList {
  readonly alarms: readonly AlarmLine[];
  /** The newest first. */
  readonly inbox: readonly InboxMessage[];
}
