import type { EventStream, LogEvent } from "../../events.ts";
import type { Condition } from "../expressions/condition.ts";
import { ExpressionError } from "../expressions/expression.ts";
import type { MetricStore } from "../metrics/metric-store.ts";
import { FilterPatternError, filterPattern } from "./filter-pattern.ts";
import { jsonSelector, type Selector } from "./json-selector.ts";
import type { LogIntake } from "./log-intake.ts";
import type { LogLine } from "./log-line.ts";

/** A metric that is made from the lines of a log group. */
export interface MetricFilter {
  readonly name: string;
  readonly logGroup: string;
  readonly pattern: string;
  readonly namespace: string;
  readonly metricName: string;
  /** A number, or a selector of the line: `$.duration`. */
  readonly value: string;
  readonly unit?: string;
  /** Recorded for a minute in which lines came and none matched. */
  readonly defaultValue?: number;
  /** Names, and selectors of the line. */
  readonly dimensions: Readonly<Record<string, string>>;
}

interface CompiledFilter {
  readonly definition: MetricFilter;
  readonly matches: Condition<LogLine>;
  readonly value: Selector;
  readonly dimensions: readonly (readonly [string, Selector])[];
  /** The last minute that has a value. */
  recordedMinute: number;
}

/**
 * Makes metrics of log lines, as the declared metric filters ask.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 */
export class MetricFilters {
  readonly #store: MetricStore;
  readonly #events: EventStream;
  readonly #unsubscribe: () => void;
  #byGroup = new Map<string, CompiledFilter[]>();
  #declared: readonly MetricFilter[] = [];

  constructor(events: EventStream, intake: LogIntake, store: MetricStore) {
    this.#events = events;
    this.#store = store;
    this.#unsubscribe = intake.subscribe((event, line) => this.#take(event, line));
  }

  get declared(): readonly MetricFilter[] {
    return this.#declared;
  }

  stop(): void {
    this.#unsubscribe();
  }

  /** Replaces all filters. One that is not supported is told by name and makes no metric. */
  declare(filters: readonly MetricFilter[]): void {
    this.#declared = filters;
    this.#byGroup = new Map();
    for (const definition of filters) {
      const compiled = this.#compile(definition);
      if (!compiled) continue;
      const group = this.#byGroup.get(definition.logGroup) ?? [];
      this.#byGroup.set(definition.logGroup, [...group, compiled]);
    }
  }

  #compile(definition: MetricFilter): CompiledFilter | undefined {
    try {
      return {
        definition,
        matches: filterPattern(definition.pattern),
        value: valueSelector(definition.value),
        dimensions: Object.entries(definition.dimensions).map(
          ([name, text]) => [name, jsonSelector(text)] as const,
        ),
        recordedMinute: -1,
      };
    } catch (error) {
      if (!(error instanceof FilterPatternError || error instanceof ExpressionError)) throw error;
      this.#events.notice(
        "warning",
        `Log metric filter "${definition.name}": ${error.message} ${definition.namespace} ${definition.metricName} has no data here.`,
      );
      return undefined;
    }
  }

  #take({ logGroup, time }: LogEvent, line: LogLine): void {
    for (const filter of this.#byGroup.get(logGroup) ?? []) this.#apply(filter, line, time);
  }

  #apply(filter: CompiledFilter, line: LogLine, time: number): void {
    const { definition, value } = filter;
    const minute = Math.floor(time / 60_000);
    if (filter.matches(line)) {
      const number = Number(value(line.json));
      if (Number.isFinite(number)) this.#record(filter, line, time, number);
    } else if (definition.defaultValue !== undefined && filter.recordedMinute !== minute) {
      this.#record(filter, line, time, definition.defaultValue);
    } else return;
    filter.recordedMinute = minute;
  }

  #record({ definition, dimensions }: CompiledFilter, line: LogLine, time: number, value: number): void {
    const { namespace, metricName, unit } = definition;
    const values = dimensions.map(([name, select]) => [name, select(line.json)] as const);
    // A line without one of the dimensions makes no metric.
    if (values.some(([, part]) => part === undefined)) return;
    const metric = {
      namespace,
      metricName,
      dimensions: Object.fromEntries(values.map(([name, part]) => [name, String(part)])),
    };
    this.#store.series(metric, unit === undefined ? {} : { unit }).record(time, value);
  }
}

function valueSelector(text: string): Selector {
  if (text.startsWith("$.")) return jsonSelector(text);
  const number = Number(text);
  if (Number.isFinite(number)) return () => number;
  throw new ExpressionError(`Its value "${text}" must be a number or a selector such as $.duration.`);
}
