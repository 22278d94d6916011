import { type Expression, ExpressionError, parseExpression } from "../expressions/expression.ts";
import type { Metric } from "../metrics/metric.ts";
import { mathFunction } from "./math/functions.ts";
import type { MetricDataQuery, MetricStat } from "./metric-data-query.ts";
import { binary, unary } from "./operators.ts";
import { searchExpression } from "./search-expression.ts";
import { isList, isSeries, type TimeRange, type TimeSeries, type Value } from "./time-series.ts";

/** Where an evaluator's series come from. */
export interface SeriesSource {
  readonly range: TimeRange;
  /** @throws UnknownStatistic */
  read(metricStat: MetricStat): TimeSeries;
  /** Every metric that exists. */
  metrics(): readonly Metric[];
}

const DEFAULT_PERIOD_SECONDS = 60;

/** Words that are arguments of functions, not ids of other lines. */
const KEYWORDS: ReadonlySet<string> = new Set([
  "REPEAT",
  "LINEAR",
  "AVG",
  "MIN",
  "MAX",
  "SUM",
  "ASC",
  "DESC",
]);

/** Evaluates the lines of one query, each once, whichever order they refer to one another in. */
export class ExpressionEvaluator {
  readonly #queries: ReadonlyMap<string, MetricDataQuery>;
  readonly #source: SeriesSource;
  readonly #values = new Map<string, Value>();
  readonly #pending = new Set<string>();

  constructor(queries: readonly MetricDataQuery[], source: SeriesSource) {
    this.#queries = new Map(queries.map((query) => [query.id, query]));
    this.#source = source;
  }

  /** @throws ExpressionError when it can't be read, refers to itself, or asks for what is not supported */
  valueOf(id: string): Value {
    const known = this.#values.get(id);
    if (known !== undefined) return known;
    const query = this.#queries.get(id);
    if (!query) throw new ExpressionError(`There is no query with the id "${id}".`);
    if (this.#pending.has(id)) throw new ExpressionError(`The query "${id}" refers to itself.`);
    this.#pending.add(id);
    const value = this.#evaluateQuery(query);
    this.#pending.delete(id);
    this.#values.set(id, value);
    return value;
  }

  #evaluateQuery(query: MetricDataQuery): Value {
    const { metricStat, expression, id } = query;
    if (metricStat) return this.#source.read(metricStat);
    if (expression === undefined)
      throw new ExpressionError(`The query "${id}" has no metric and no expression.`);
    const value = this.#evaluate(parseExpression(expression), query);
    // A series that an expression made is the expression's, not its first metric's.
    return isSeries(value) && !isReference(expression) ? { ...value, label: query.label ?? id } : value;
  }

  #evaluate(expression: Expression, query: MetricDataQuery): Value {
    switch (expression.kind) {
      case "number":
      case "text":
        return expression.value;
      case "name":
        return KEYWORDS.has(expression.name) && !this.#queries.has(expression.name)
          ? expression.name
          : this.valueOf(expression.name);
      case "list":
        return expression.items.flatMap((item) => seriesIn(this.#evaluate(item, query)));
      case "unary":
        return unary(expression.operator, this.#evaluate(expression.operand, query));
      case "binary":
        return binary(
          expression.operator,
          this.#evaluate(expression.left, query),
          this.#evaluate(expression.right, query),
        );
      case "call":
        return this.#call(expression.name, expression.args, query);
    }
  }

  #call(name: string, args: readonly Expression[], query: MetricDataQuery): Value {
    const values = args.map((arg) => this.#evaluate(arg, query));
    if (name === "METRICS") return this.#metrics(values);
    if (name === "SEARCH") return this.#search(values, query);
    const { range } = this.#source;
    const periodMs = (query.periodSeconds ?? this.#longestPeriod()) * 1000;
    return mathFunction(name)(values, { range, periodMs });
  }

  /** Every line that is a metric, or those whose id has a text in it. */
  #metrics([part = ""]: readonly Value[]): readonly TimeSeries[] {
    const ids = [...this.#queries.values()].filter(({ metricStat }) => metricStat).map(({ id }) => id);
    return ids.filter((id) => id.includes(String(part))).flatMap((id) => seriesIn(this.valueOf(id)));
  }

  #search([text, statistic, period]: readonly Value[], query: MetricDataQuery): readonly TimeSeries[] {
    if (typeof text !== "string" || typeof statistic !== "string") {
      throw new ExpressionError("SEARCH needs a search expression and a statistic, both in quotes.");
    }
    const found = this.#source.metrics().filter(searchExpression(text));
    const given = typeof period === "number" ? period : query.periodSeconds;
    const periodSeconds = given ?? DEFAULT_PERIOD_SECONDS;
    const series = found.map((metric) => this.#source.read({ metric, statistic, periodSeconds }));
    return series.map((each) => ({ ...each, label: searchLabel(each, series) }));
  }

  #longestPeriod(): number {
    const periods = [...this.#queries.values()].map(({ metricStat }) => metricStat?.periodSeconds ?? 0);
    return Math.max(...periods) || DEFAULT_PERIOD_SECONDS;
  }
}

function seriesIn(value: Value): readonly TimeSeries[] {
  if (isList(value)) return value;
  if (isSeries(value)) return [value];
  throw new ExpressionError("A list may have time series in it, no single values.");
}

function isReference(expression: string): boolean {
  return /^\s*\w+\s*$/.test(expression);
}

/** What tells one found metric from the others: the dimensions in which they differ, then its name if they have several. */
function searchLabel({ source, label }: TimeSeries, all: readonly TimeSeries[]): string {
  if (!source) return label;
  const differs = (value: (metric: Metric) => string | undefined) =>
    new Set(all.map((each) => each.source && value(each.source.metric))).size > 1;
  const { metric } = source;
  const dimensions = Object.keys(metric.dimensions).filter((name) =>
    differs((other) => other.dimensions[name]),
  );
  const parts = dimensions.map((name) => metric.dimensions[name] ?? "");
  if (parts.length === 0 || differs((other) => other.metricName)) parts.push(metric.metricName);
  return parts.join(" ");
}
