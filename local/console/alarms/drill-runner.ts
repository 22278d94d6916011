import { setTimeout as delay } from "node:timers/promises";
import { ConsoleError } from "../http/console-error.ts";
import type { ServedCloud } from "../served-cloud.ts";
import type { RunningDrill } from "./alarm-answers.ts";
import type { Drill } from "./drill.ts";
import { sendTraffic } from "./drill-traffic.ts";

/** Periods after which an alarm should have fired, beyond those that it evaluates. */
const SPARE_PERIODS = 3;

/** Runs one drill at a time, until its alarm fires, somebody ends it, or it should have fired long ago. */
export class DrillRunner {
  readonly #cloud: ServedCloud;
  #running: (RunningDrill & { sent: number; readonly abort: AbortController }) | undefined;

  constructor(cloud: ServedCloud) {
    this.#cloud = cloud;
  }

  get running(): RunningDrill | undefined {
    if (!this.#running) return undefined;
    const { alarmName, startedAt, sent } = this.#running;
    return { alarmName, startedAt, sent };
  }

  /** @throws ConsoleError when another one runs. @throws LocalError when its fault can't be switched on */
  start(alarmName: string, drill: Drill): void {
    if (this.#running)
      throw new ConsoleError(409, `The drill of ${this.#running.alarmName} is still running.`);
    const { events, faults } = this.#cloud;
    const fault = drill.fault === undefined ? undefined : faults.add(drill.fault);
    const abort = new AbortController();
    this.#running = { alarmName, startedAt: Date.now(), sent: 0, abort };
    events.notice("info", `Drill of alarm ${alarmName} begins.`);
    void this.#run(alarmName, drill, abort)
      .catch((error: unknown) =>
        events.notice("error", `Drill of alarm ${alarmName} failed: ${String(error)}`),
      )
      .finally(() => {
        this.#running = undefined;
        if (fault) faults.remove(fault.id);
        events.notice("info", `Drill of alarm ${alarmName} has ended.`);
      });
  }

  stop(): void {
    this.#running?.abort.abort();
  }

  async #run(alarmName: string, drill: Drill, abort: AbortController): Promise<void> {
    const { alarms } = this.#cloud.telemetry;
    const { periodSeconds, evaluationPeriods } = drill.watched;
    const end = Date.now() + (evaluationPeriods + SPARE_PERIODS) * periodSeconds * 1_000;
    const pauseMs = (periodSeconds * 1_000) / drill.perPeriod;
    let failure: unknown;
    const isOver = () =>
      abort.signal.aborted || Date.now() > end || alarms.status(alarmName)?.state === "ALARM";
    while (!isOver()) {
      // Not waited for: what a fault makes slow would make the traffic slow.
      this.#send(drill, abort.signal).catch((error: unknown) => {
        failure = error;
        abort.abort();
      });
      await delay(pauseMs, undefined, { signal: abort.signal }).catch(() => undefined);
    }
    if (failure !== undefined) throw failure;
  }

  async #send({ traffic }: Drill, signal: AbortSignal): Promise<void> {
    if (this.#running) this.#running.sent += 1;
    try {
      await sendTraffic(traffic, this.#cloud, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
