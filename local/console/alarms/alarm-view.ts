import type { AlarmState } from "../../events.ts";
import type { MetricAlarm } from "../../telemetry/alarms/alarm.ts";
import type { AlarmHistoryItem } from "../../telemetry/alarms/alarm-history.ts";
import { alarmRule } from "../../telemetry/alarms/alarm-rule.ts";
import type { AlarmStatus } from "../../telemetry/alarms/alarm-status.ts";
import { ExpressionError } from "../../telemetry/expressions/expression.ts";
import type { MetricStore } from "../../telemetry/metrics/metric-store.ts";
import { MetricQueryError, metricData } from "../../telemetry/query/metric-data.ts";
import type { MetricDataQuery } from "../../telemetry/query/metric-data-query.ts";
import { unitOf } from "../dashboard/series-unit.ts";
import type { SeriesView } from "../dashboard/widget-view.ts";
import { COMPARISON_SIGN, explanation } from "./why-quiet.ts";

/** An alarm in the list. Times in milliseconds since the epoch. */
export interface AlarmLine {
  readonly name: string;
  readonly kind: "metric" | "composite";
  readonly state: AlarmState;
  readonly description: string;
  /** What it watches, in a few words. */
  readonly condition: string;
  readonly reason: string;
  readonly since: number;
  /** Whom it tells when it fires. */
  readonly actions: readonly string[];
  /** Why it is not evaluated here; absent when it is. */
  readonly unsupported?: string;
}

/** One period that the alarm looks at. */
export interface PeriodView {
  readonly time: number;
  readonly value?: number;
  readonly breaches: boolean;
}

/** Everything about one alarm. */
export interface AlarmDetail {
  readonly line: AlarmLine;
  /** Why it is in the state that it is in, for people. */
  readonly explanation: string;
  readonly periods: readonly PeriodView[];
  readonly threshold?: number;
  readonly periodSeconds: number;
  /** What is watched, then what it is made of. */
  readonly series: readonly SeriesView[];
  /** Of a composite: the alarms in its rule. */
  readonly children: readonly AlarmLine[];
  /** The newest first. */
  readonly history: readonly Pick<AlarmHistoryItem, "time" | "itemType" | "summary">[];
}

export function alarmLine({ alarm, state, reason, transitionedAt, unsupported }: AlarmStatus): AlarmLine {
  return {
    name: alarm.name,
    kind: alarm.kind,
    state,
    description: alarm.description ?? "",
    condition: alarm.kind === "metric" ? conditionOf(alarm) : alarm.rule,
    reason,
    since: transitionedAt,
    actions: alarm.actionsEnabled ? alarm.actions.ALARM : [],
    ...(unsupported !== undefined && { unsupported }),
  };
}

export interface AlarmSource {
  readonly metrics: MetricStore;
  readonly history: readonly AlarmHistoryItem[];
  readonly now: number;
  status(nameOrArn: string): AlarmStatus | undefined;
}

const HISTORY_ITEMS = 50;
const CHART_MS = 60 * 60_000;

export function alarmDetail(status: AlarmStatus, source: AlarmSource): AlarmDetail {
  const { alarm } = status;
  const history = source.history.filter(({ alarmName }) => alarmName === alarm.name);
  const common = {
    line: alarmLine(status),
    explanation: explanation(status),
    history: history.slice(-HISTORY_ITEMS).reverse(),
  };
  if (alarm.kind === "composite") {
    const children = childrenOf(alarm.rule).flatMap((name) => source.status(name) ?? []);
    return { ...common, periods: [], periodSeconds: 60, series: [], children: children.map(alarmLine) };
  }
  return {
    ...common,
    threshold: alarm.threshold,
    periodSeconds: alarm.periodSeconds,
    periods: periodsOf(status, alarm),
    series: seriesOf(alarm, source),
    children: [],
  };
}

/** The names that a composite's rule mentions; none when it can't be read. */
function childrenOf(rule: string): readonly string[] {
  try {
    return alarmRule(rule).children;
  } catch (error) {
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}

function periodsOf(
  { datapoints }: AlarmStatus,
  { comparisonOperator, threshold }: MetricAlarm,
): PeriodView[] {
  const { breaches } = COMPARISON_SIGN[comparisonOperator];
  return datapoints.map(({ time, value }) => ({
    time,
    breaches: value !== undefined && breaches(value, threshold),
    ...(value !== undefined && { value }),
  }));
}

/** The watched series of the last hour, and the metrics that an expression is made of. */
function seriesOf({ watched }: MetricAlarm, { metrics, now }: AlarmSource): SeriesView[] {
  const queries: readonly MetricDataQuery[] =
    "queries" in watched
      ? watched.queries
      : [{ id: "watched", returnData: true, metricStat: watched.metricStat }];
  const ordered = queries.toSorted((a, b) => Number(b.returnData ?? true) - Number(a.returnData ?? true));
  try {
    const all = ordered.map((query) => ({ ...query, returnData: true }));
    return metricData(metrics, all, { from: now - CHART_MS, to: now }).map((result) => {
      const query = all.find(({ id }) => id === result.id) ?? {};
      const unit = unitOf(result, query, metrics);
      return {
        label: result.label,
        points: [...result.points],
        axis: "left",
        ...(unit !== undefined && { unit }),
      };
    });
  } catch (error) {
    if (error instanceof MetricQueryError) return [];
    throw error;
  }
}

function conditionOf(alarm: MetricAlarm): string {
  const { watched, comparisonOperator, threshold, datapointsToAlarm, evaluationPeriods, periodSeconds } =
    alarm;
  const what =
    "metricStat" in watched
      ? `${watched.metricStat.metric.metricName} ${watched.metricStat.statistic}`
      : (watched.queries.find(({ returnData = true }) => returnData)?.label ?? "expression");
  const { sign } = COMPARISON_SIGN[comparisonOperator];
  const span = periodSeconds === 60 ? "minutes" : `periods of ${periodSeconds} s`;
  return `${what} ${sign} ${threshold} in ${datapointsToAlarm} of ${evaluationPeriods} ${span}`;
}
