import * as v from "valibot";
import type { Clock } from "../clock.ts";
import type { LogIntake } from "../logs/log-intake.ts";
import type { LogLine } from "../logs/log-line.ts";
import { isTimeTaken } from "./accepted-time.ts";
import type { Dimensions } from "./metric.ts";
import type { MetricStore } from "./metric-store.ts";

const Directive = v.object({
  Namespace: v.string(),
  Dimensions: v.optional(v.array(v.array(v.string())), [[]]),
  Metrics: v.array(
    v.object({
      Name: v.string(),
      Unit: v.optional(v.string()),
      StorageResolution: v.optional(v.number()),
    }),
  ),
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const EmbeddedMetrics = v.looseObject({
  _aws: v.object({ Timestamp: v.number(), CloudWatchMetrics: v.array(Directive) }),
});

type EmbeddedMetrics = v.InferOutput<typeof EmbeddedMetrics>;

/** Takes the metrics out of log lines in CloudWatch's embedded metric format. @returns a function that ends it */
export function recordEmbeddedMetrics(intake: LogIntake, store: MetricStore, clock: Clock): () => void {
  return intake.subscribe((_, line) => {
    const document = embeddedMetrics(line);
    if (document && isTimeTaken(document._aws.Timestamp, clock.now())) record(document, store);
  });
}

/** @returns undefined for a line of another kind: only one that can have metrics is parsed */
function embeddedMetrics(line: LogLine): EmbeddedMetrics | undefined {
  if (!line.message.includes('"_aws"')) return undefined;
  const result = v.safeParse(EmbeddedMetrics, line.json);
  return result.success ? result.output : undefined;
}

function record(document: EmbeddedMetrics, store: MetricStore): void {
  for (const directive of document._aws.CloudWatchMetrics) {
    for (const names of directive.Dimensions) {
      // CloudWatch takes no metric whose dimensions are not all in the line.
      if (!names.every((name) => Object.hasOwn(document, name))) continue;
      const dimensions = Object.fromEntries(names.map((name) => [name, String(document[name])]));
      recordSet(document, directive, dimensions, store);
    }
  }
}

function recordSet(
  document: EmbeddedMetrics,
  { Namespace: namespace, Metrics: metrics }: v.InferOutput<typeof Directive>,
  dimensions: Dimensions,
  store: MetricStore,
): void {
  for (const { Name: metricName, Unit: unit, StorageResolution: resolution } of metrics) {
    const options = { ...(unit !== undefined && { unit }), highResolution: resolution === 1 };
    const series = store.series({ namespace, metricName, dimensions }, options);
    const value = document[metricName];
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === "number") series.record(document._aws.Timestamp, one);
    }
  }
}
