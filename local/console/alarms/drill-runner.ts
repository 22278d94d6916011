import { setTimeout as delay } from "node:timers/promises";
import { InvocationRefused } from "../../lambda/invocation.ts";
import type { MetricAlarm } from "../../telemetry/alarms/alarm.ts";
import { ConsoleError } from "../http/console-error.ts";
import type { ServedCloud } from "../served-cloud.ts";
import type { RunningDrill } from "./alarm-answers.ts";
import type { Drill } from "./drill.ts";

/** Lambda's limit for an account that has asked for no other. */
const ACCOUNT_CONCURRENCY = 1_000;
const EXTRA = 50;

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

  /** @throws ConsoleError when another one runs */
  start(alarm: MetricAlarm, drill: Drill): void {
    if (this.#running)
      throw new ConsoleError(409, `The drill of ${this.#running.alarmName} is still running.`);
    const abort = new AbortController();
    this.#running = { alarmName: alarm.name, startedAt: Date.now(), sent: 0, abort };
    const { events } = this.#cloud;
    events.notice("info", `Drill of alarm ${alarm.name} begins.`);
    void this.#run(alarm, drill, abort.signal)
      .catch((error: unknown) => {
        if (!abort.signal.aborted)
          events.notice("error", `Drill of alarm ${alarm.name} failed: ${String(error)}`);
      })
      .finally(() => {
        this.#running = undefined;
        events.notice("info", `Drill of alarm ${alarm.name} has ended.`);
      });
  }

  stop(): void {
    this.#running?.abort.abort();
  }

  async #run(alarm: MetricAlarm, drill: Drill, signal: AbortSignal): Promise<void> {
    const { alarms } = this.#cloud.telemetry;
    const periodMs = alarm.periodSeconds * 1000;
    const end = Date.now() + (alarm.evaluationPeriods + 2) * periodMs;
    while (Date.now() < end && alarms.status(alarm.name)?.state !== "ALARM") {
      await this.#round(drill, signal);
      const intoPeriod = Date.now() % periodMs;
      await delay(periodMs - intoPeriod + 1_000, undefined, { signal });
    }
  }

  /** The traffic of one period. */
  async #round(drill: Drill, signal: AbortSignal): Promise<void> {
    if (drill.kind === "burst") return this.#burst(drill.functionName);
    const [url] = Object.values(this.#cloud.urls.apis);
    if (url === undefined) throw new Error("The program declares no API.");
    for (let sent = 0; sent < drill.perPeriod; sent += 1) {
      await fetch(`${url}/no-such-path`, { signal }).then((response) => response.arrayBuffer());
      this.#count();
    }
  }

  async #burst(functionName: string): Promise<void> {
    const definition = this.#cloud.functions.find(({ configuration }) => configuration.name === functionName);
    const limit = definition?.reservedConcurrency ?? ACCOUNT_CONCURRENCY;
    const payload = Buffer.from("{}");
    const calls = Array.from({ length: limit + EXTRA }, async () => {
      this.#count();
      await this.#cloud.invoke({ functionName, payload }).catch((error: unknown) => {
        if (!(error instanceof InvocationRefused)) throw error;
      });
    });
    await Promise.all(calls);
  }

  #count(): void {
    if (this.#running) this.#running.sent += 1;
  }
}
