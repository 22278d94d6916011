import type { EventStream } from "../../events.ts";
import { type Dimensions, type Metric, metricKey } from "./metric.ts";
import { MetricSeries } from "./metric-series.ts";

/** What a metric must have to be listed. */
export interface MetricFilter {
  readonly namespace?: string;
  readonly metricName?: string;
  /** A name without a value asks for the dimension alone. */
  readonly dimensions?: readonly { readonly name: string; readonly value?: string }[];
}

export interface SeriesOptions {
  /** One of CloudWatch's units. Default: `None`. */
  readonly unit?: string;
  /** Default: false. */
  readonly highResolution?: boolean;
}

/** More metrics than any program should have: something unbounded is a dimension. */
const MAX_SERIES = 5_000;

/** Every metric of the local cloud, in bounded memory. */
export class MetricStore {
  readonly #series = new Map<string, MetricSeries>();
  readonly #events: EventStream;
  readonly #maxSeries: number;
  #full = false;

  constructor(events: EventStream, maxSeries = MAX_SERIES) {
    this.#events = events;
    this.#maxSeries = maxSeries;
  }

  /** The series of a metric, to record into; made when there is none. */
  series(metric: Metric, options: SeriesOptions = {}): MetricSeries {
    const key = metricKey(metric);
    const existing = this.#series.get(key);
    if (existing) return existing;
    const series = new MetricSeries(metric, options.unit ?? "None", options.highResolution);
    if (this.#series.size < this.#maxSeries) this.#series.set(key, series);
    else this.#refuse(metric);
    return series;
  }

  find(metric: Metric): MetricSeries | undefined {
    return this.#series.get(metricKey(metric));
  }

  list(filter: MetricFilter = {}): MetricSeries[] {
    return [...this.#series.values()].filter(({ metric }) => matches(metric, filter));
  }

  #refuse({ namespace, metricName, dimensions }: Metric): void {
    if (this.#full) return;
    this.#full = true;
    this.#events.notice(
      "warning",
      `Metrics: ${this.#maxSeries} metrics exist, so ${namespace} ${metricName} ${JSON.stringify(dimensions)} and further new ones are not kept. Look for a dimension whose values are not limited.`,
    );
  }
}

function matches(metric: Metric, { namespace, metricName, dimensions = [] }: MetricFilter): boolean {
  if (namespace !== undefined && metric.namespace !== namespace) return false;
  if (metricName !== undefined && metric.metricName !== metricName) return false;
  return dimensions.every(({ name, value }) => hasDimension(metric.dimensions, name, value));
}

function hasDimension(dimensions: Dimensions, name: string, value: string | undefined): boolean {
  return Object.hasOwn(dimensions, name) && (value === undefined || dimensions[name] === value);
}
