import type { AlarmState } from "../../events.ts";
import type { Alarm } from "./alarm.ts";
import type { EvaluatedDatapoint } from "./state-reason.ts";

/** A declared alarm and how it stands. */
export interface AlarmStatus {
  readonly alarm: Alarm;
  /** When it was declared as it is; milliseconds since the epoch, as all times here. */
  readonly configuredAt: number;
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON; absent for composites and before the first change. */
  readonly reasonData?: string;
  /** When the state or its reason was last written. */
  readonly updatedAt: number;
  /** When the state last became another. */
  readonly transitionedAt: number;
  /** The periods of the last look, the oldest first; empty for composites. */
  readonly datapoints: readonly EvaluatedDatapoint[];
  /** Why it can't be evaluated here; absent when it can. */
  readonly unsupported?: string;
}

export function newStatus(alarm: Alarm, now: number): AlarmStatus {
  return {
    alarm,
    configuredAt: now,
    state: "INSUFFICIENT_DATA",
    reason: "Unchecked: Initial alarm creation",
    updatedAt: now,
    transitionedAt: now,
    datapoints: [],
  };
}
