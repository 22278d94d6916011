import type { Drill } from "../../../local/console/alarms/drill.ts";
import type { AlarmEvent, LocalEvent, LogEvent } from "../../../local/events.ts";
import type { DeclaredProgram, DeclaredResource } from "../../../local/program/declared.ts";
import type { Alarm } from "../../../local/telemetry/alarms/alarm.ts";
import { type TelemetryHarness, telemetryHarness } from "../telemetry/telemetry-harness.ts";

const MINUTE = 60_000;

/** Telemetry of a program whose clock is advanced, with some of its alarms. */
export class AlarmDrive {
  readonly changes: AlarmEvent[] = [];
  readonly #local: TelemetryHarness;

  static async begin(program: DeclaredProgram, alarms: readonly Alarm[]): Promise<AlarmDrive> {
    const drive = new AlarmDrive();
    const names = new Set(alarms.map(({ name }) => name));
    const wanted = (resource: DeclaredResource) => !isAlarm(resource) || names.has(alarmName(resource));
    await drive.#local.apply(program.resources.filter(wanted));
    // Nothing has happened yet: all is well.
    drive.#local.clock.advance(MINUTE);
    drive.changes.length = 0;
    return drive;
  }

  private constructor() {
    this.#local = telemetryHarness();
    this.#local.events.subscribe("alarm", (event) => this.changes.push(event));
  }

  stateOf(name: string): string | undefined {
    return this.#local.telemetry.alarms.status(name)?.state;
  }

  /** `ALARM: "name"` of each message that a topic got since `begin`. */
  get notifications(): string[] {
    const { inbox } = this.#local.telemetry.topics;
    const from = Date.parse("2026-03-04T10:01:00Z");
    return inbox.filter(({ time }) => time > from).map(({ subject = "" }) => subject.replace(/ in .*/, ""));
  }

  /** State changes and actions of an alarm since `begin`, as its history words them. */
  historyOf(name: string): string[] {
    const { items } = this.#local.telemetry.alarms.history;
    const own = items.filter(
      ({ alarmName: of, itemType }) => of === name && itemType !== "ConfigurationUpdate",
    );
    return own.map(({ summary }) => summary);
  }

  /** A minute in which the drills' traffic was sent. */
  minute(...happenings: readonly { readonly drill: Drill; readonly events: readonly LocalEvent[] }[]): void {
    const { events, clock } = this.#local;
    for (const { drill, events: once } of happenings) {
      for (let time = 0; time < drill.perPeriod; time += 1) {
        for (const event of once) events.publish(at(clock.now(), event));
      }
    }
    clock.advance(MINUTE);
  }

  /** Minutes until something holds. @returns how many, or undefined when it did not within `most` */
  minutesUntil(holds: () => boolean, most: number, minute: () => void): number | undefined {
    for (let minutes = 0; minutes <= most; minutes += 1) {
      if (holds()) return minutes;
      minute();
    }
    return undefined;
  }

  stop(): Promise<void> {
    return this.#local.telemetry.stop();
  }
}

function isAlarm({ type }: DeclaredResource): boolean {
  return /^aws:cloudwatch\/(metric|composite)Alarm:/.test(type);
}

function alarmName({ inputs, outputs }: DeclaredResource): string {
  return String(inputs.alarmName ?? outputs.name);
}

/** What happened, as if it had happened at another time. */
function at(time: number, event: LocalEvent): LocalEvent {
  return event.type === "log" ? { ...event, time, message: messageAt(time, event) } : { ...event, time };
}

function messageAt(time: number, { message }: LogEvent): string {
  return message.includes('"_aws"') ? message.replace(/"Timestamp":\d+/, `"Timestamp":${time}`) : message;
}
