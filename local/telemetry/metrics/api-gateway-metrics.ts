import type { EventStream, RequestEvent } from "../../events.ts";
import type { Dimensions } from "./metric.ts";
import type { MetricSeries } from "./metric-series.ts";
import type { MetricStore } from "./metric-store.ts";

/** What the program declares of its APIs, as far as metrics depend on it. */
export interface ApiMetricSettings {
  /** False for a Function URL, whose requests are Lambda's metrics. */
  isApi(apiId: string): boolean;
  /** Whether a stage has metrics for this route, too. */
  hasDetailedMetrics(apiId: string, stage: string, routeKey: string): boolean;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html */
class ApiSeries {
  readonly #count: MetricSeries;
  readonly #clientErrors: MetricSeries;
  readonly #serverErrors: MetricSeries;
  readonly #latency: MetricSeries;
  readonly #integrationLatency: MetricSeries;
  readonly #dataProcessed: MetricSeries;

  constructor(store: MetricStore, dimensions: Dimensions) {
    const series = (metricName: string, unit: string) =>
      store.series({ namespace: "AWS/ApiGateway", metricName, dimensions }, { unit });
    this.#count = series("Count", "Count");
    this.#clientErrors = series("4xx", "Count");
    this.#serverErrors = series("5xx", "Count");
    this.#latency = series("Latency", "Milliseconds");
    this.#integrationLatency = series("IntegrationLatency", "Milliseconds");
    this.#dataProcessed = series("DataProcessed", "Bytes");
  }

  record({ time, status, latencyMs, integrationLatencyMs, responseLength }: RequestEvent): void {
    this.#count.record(time, 1);
    // Zeros too, so that an average is the share of the requests.
    this.#clientErrors.record(time, status >= 400 && status < 500 ? 1 : 0);
    this.#serverErrors.record(time, status >= 500 ? 1 : 0);
    this.#latency.record(time, latencyMs);
    if (integrationLatencyMs !== undefined) this.#integrationLatency.record(time, integrationLatencyMs);
    this.#dataProcessed.record(time, responseLength);
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html */
class FunctionUrlSeries {
  readonly #count: MetricSeries;
  readonly #clientErrors: MetricSeries;
  readonly #serverErrors: MetricSeries;
  readonly #latency: MetricSeries;

  constructor(store: MetricStore, functionName: string) {
    const series = (metricName: string, unit: string) =>
      store.series(
        { namespace: "AWS/Lambda", metricName, dimensions: { FunctionName: functionName } },
        { unit },
      );
    this.#count = series("UrlRequestCount", "Count");
    this.#clientErrors = series("Url4xxCount", "Count");
    this.#serverErrors = series("Url5xxCount", "Count");
    this.#latency = series("UrlRequestLatency", "Milliseconds");
  }

  record({ time, status, latencyMs }: RequestEvent): void {
    this.#count.record(time, 1);
    this.#clientErrors.record(time, status >= 400 && status < 500 ? 1 : 0);
    this.#serverErrors.record(time, status >= 500 ? 1 : 0);
    this.#latency.record(time, latencyMs);
  }
}

interface Recorder {
  record(event: RequestEvent): void;
}

/** Turns requests into the metrics of API Gateway and of Function URLs. */
export class ApiGatewayMetrics {
  readonly #store: MetricStore;
  readonly #unsubscribe: () => void;
  readonly #recorders = new Map<string, Recorder>();
  /** By API, stage and route, so that a request costs one look-up. */
  #byRoute = new Map<string, readonly Recorder[]>();
  #settings: ApiMetricSettings = { isApi: () => true, hasDetailedMetrics: () => false };

  constructor(events: EventStream, store: MetricStore) {
    this.#store = store;
    this.#unsubscribe = events.subscribe("request", (event) => this.#record(event));
  }

  declare(settings: ApiMetricSettings): void {
    this.#settings = settings;
    this.#byRoute = new Map();
  }

  stop(): void {
    this.#unsubscribe();
  }

  #record(event: RequestEvent): void {
    const key = `${event.apiId} ${event.stage} ${event.routeKey}`;
    let recorders = this.#byRoute.get(key);
    if (!recorders) {
      recorders = this.#recordersOf(event);
      this.#byRoute.set(key, recorders);
    }
    for (const recorder of recorders) recorder.record(event);
  }

  #recordersOf({ apiId, stage, routeKey, functionName = stage }: RequestEvent): readonly Recorder[] {
    if (!this.#settings.isApi(apiId)) {
      return [this.#once(functionName, () => new FunctionUrlSeries(this.#store, functionName))];
    }
    const all = [this.#api({ ApiId: apiId })];
    // A request that found no stage.
    if (stage === "-") return all;
    all.push(this.#api({ ApiId: apiId, Stage: stage }));
    if (routeKey !== undefined && this.#settings.hasDetailedMetrics(apiId, stage, routeKey)) {
      all.push(this.#api({ ApiId: apiId, Stage: stage, ...routeDimensions(routeKey) }));
    }
    return all;
  }

  #api(dimensions: Dimensions): Recorder {
    return this.#once(JSON.stringify(dimensions), () => new ApiSeries(this.#store, dimensions));
  }

  #once(key: string, make: () => Recorder): Recorder {
    const recorder = this.#recorders.get(key) ?? make();
    this.#recorders.set(key, recorder);
    return recorder;
  }
}

function routeDimensions(routeKey: string): Dimensions {
  const [method = "", resource] = routeKey.split(" ");
  return resource === undefined
    ? { Method: method, Resource: method }
    : { Method: method, Resource: resource };
}
