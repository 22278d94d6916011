import type { AlarmState, EventStream } from "../../events.ts";
import type { Clock } from "../clock.ts";
import { ExpressionError } from "../expressions/expression.ts";
import type { MetricStore } from "../metrics/metric-store.ts";
import { UnknownStatistic } from "../metrics/statistic.ts";
import { MetricQueryError } from "../query/metric-data.ts";
import type { Alarm, CompositeAlarm, MetricAlarm } from "./alarm.ts";
import { AlarmHistory } from "./alarm-history.ts";
import { alarmRule } from "./alarm-rule.ts";
import { type AlarmStatus, newStatus } from "./alarm-status.ts";
import { cloudWatchLongTime } from "./cloudwatch-time.ts";
import { evaluateMetricAlarm } from "./metric-alarm-evaluation.ts";

/** One change of an alarm's state, for whatever acts on it. */
export interface StateChange {
  readonly status: AlarmStatus;
  readonly previous: AlarmStatus;
}

export interface AlarmMonitorOptions {
  readonly events: EventStream;
  readonly store: MetricStore;
  readonly clock: Clock;
  /** Carries out one action of an alarm. @returns why it can't be; undefined when it was done */
  readonly act: (actionArn: string, change: StateChange) => string | undefined;
}

/** CloudWatch looks once a minute, at high-resolution alarms every 10 seconds; here at all, so that they follow sooner. */
const EVALUATION_MS = 10_000;

/**
 * Evaluates the declared alarms and carries out their actions, once for each change of state.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export class AlarmMonitor {
  readonly history = new AlarmHistory();
  readonly #options: AlarmMonitorOptions;
  readonly #end: () => void;
  #statuses = new Map<string, AlarmStatus>();

  constructor(options: AlarmMonitorOptions) {
    this.#options = options;
    this.#end = options.clock.every(EVALUATION_MS, () => this.evaluate());
  }

  stop(): void {
    this.#end();
  }

  /** By name. */
  get statuses(): readonly AlarmStatus[] {
    return [...this.#statuses.values()].sort((a, b) => (a.alarm.name < b.alarm.name ? -1 : 1));
  }

  status(nameOrArn: string): AlarmStatus | undefined {
    const byName = this.#statuses.get(nameOrArn);
    return byName ?? [...this.#statuses.values()].find(({ alarm }) => alarm.arn === nameOrArn);
  }

  /** Replaces all alarms. One that did not change keeps its state; a changed one keeps it until it is evaluated. */
  declare(alarms: readonly Alarm[]): void {
    const now = this.#options.clock.now();
    const before = this.#statuses;
    this.#statuses = new Map();
    for (const alarm of alarms) {
      const known = before.get(alarm.name);
      const same = known && JSON.stringify(known.alarm) === JSON.stringify(alarm);
      if (known && same) {
        this.#statuses.set(alarm.name, known);
        continue;
      }
      const { unsupported: _unsupported, ...kept } = known ?? newStatus(alarm, now);
      const status = { ...kept, alarm, configuredAt: now };
      this.#statuses.set(alarm.name, status);
      this.history.configured(status, known === undefined);
    }
  }

  /** Looks at every alarm now: first the metrics', then the composites until none changes any more. */
  evaluate(): void {
    for (const { alarm } of this.statuses) if (alarm.kind === "metric") this.#evaluateMetric(alarm);
    const composites = this.statuses.flatMap(({ alarm }) => (alarm.kind === "composite" ? [alarm] : []));
    // A composite of composites needs a round for each level; a circle ends after as many rounds as there are.
    for (let round = 0; round < composites.length; round += 1) {
      const changed = composites.map((alarm) => this.#evaluateComposite(alarm));
      if (!changed.includes(true)) break;
    }
  }

  /** Puts an alarm into a state, until it is evaluated again. @returns false when there is no such alarm */
  setState(name: string, state: AlarmState, reason: string): boolean {
    const status = this.#statuses.get(name);
    if (!status) return false;
    const { reasonData: _reasonData, ...kept } = status;
    this.#enter({ ...kept, state, reason });
    return true;
  }

  #evaluateMetric(alarm: MetricAlarm): void {
    const { clock, store } = this.#options;
    const status = this.#statuses.get(alarm.name);
    if (!status || status.unsupported !== undefined) return;
    try {
      const { state, datapoints, explain } = evaluateMetricAlarm(alarm, store, clock.now(), status.state);
      if (state === status.state) this.#statuses.set(alarm.name, { ...status, datapoints });
      else this.#enter({ ...status, state, datapoints, ...explain() });
    } catch (error) {
      if (!(error instanceof MetricQueryError || error instanceof UnknownStatistic)) throw error;
      this.#refuse(status, error.message);
    }
  }

  #evaluateComposite(alarm: CompositeAlarm): boolean {
    const status = this.#statuses.get(alarm.name);
    if (!status || status.unsupported !== undefined) return false;
    try {
      const { holds, children } = alarmRule(alarm.rule);
      const stateOf = (child: string) => this.status(child)?.state;
      const state = holds(stateOf) ? "ALARM" : "OK";
      if (state === status.state) return false;
      this.#enter({ ...status, state, reason: this.#compositeReason(children) });
      return true;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.#refuse(status, error.message);
      return false;
    }
  }

  /** The child that changed last is the one that made the difference. */
  #compositeReason(children: readonly string[]): string {
    const statuses = children.flatMap((child) => this.status(child) ?? []);
    const [last] = statuses.sort((a, b) => b.transitionedAt - a.transitionedAt);
    if (!last) return "The rule has no alarm in it.";
    return `${last.alarm.arn} transitioned to ${last.state} at ${cloudWatchLongTime(last.transitionedAt)}`;
  }

  #enter(next: AlarmStatus): void {
    const { clock, events } = this.#options;
    const previous = this.#statuses.get(next.alarm.name);
    if (!previous) return;
    const now = clock.now();
    const changed = previous.state !== next.state;
    const status = { ...next, updatedAt: now, transitionedAt: changed ? now : previous.transitionedAt };
    this.#statuses.set(status.alarm.name, status);
    if (!changed) return;
    const { alarm, state, reason } = status;
    this.history.changed(status, previous);
    const actions = alarm.actionsEnabled ? alarm.actions[state] : [];
    events.publish({
      type: "alarm",
      time: now,
      alarmName: alarm.name,
      alarmArn: alarm.arn,
      kind: alarm.kind,
      previousState: previous.state,
      state,
      reason,
      actions,
    });
    for (const action of actions) this.#act(action, { status, previous });
  }

  #act(action: string, change: StateChange): void {
    const failure = this.#options.act(action, change);
    this.history.acted(change.status, action, failure);
    if (failure === undefined) return;
    const { name } = change.status.alarm;
    this.#options.events.notice(
      "warning",
      `Alarm "${name}": action ${action} was not carried out: ${failure}`,
    );
  }

  /** An alarm that asks for what is not supported is told once, and stays as it is. */
  #refuse(status: AlarmStatus, why: string): void {
    this.#statuses.set(status.alarm.name, { ...status, unsupported: why });
    this.#options.events.notice("warning", `Alarm "${status.alarm.name}" is not evaluated: ${why}`);
  }
}
