import * as v from "valibot";
import type { MetricDataQuery } from "../../telemetry/query/metric-data-query.ts";
import { type DeclaredLineOptions, type DeclaredMetricProperties, LineOptions } from "./widget-schema.ts";

/** One entry of a widget's `metrics`, its abbreviations spelled out. */
export interface MetricLine {
  readonly query: MetricDataQuery & { readonly returnData: boolean };
  readonly options: DeclaredLineOptions;
}

/** What a widget asks for can't be read, or is not supported. */
export class UnsupportedWidget extends Error {
  override readonly name = "UnsupportedWidget";
}

/**
 * Reads `metrics`: `["NS", "Name", "Dim", "value", {…}]`, `[{expression}]`, with `.` for what the entry above has in
 * that place and `...` for all that it has there.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Metrics-Array-Format
 *
 * @param periodSeconds used for every line, in place of what is declared; undefined leaves that
 * @throws UnsupportedWidget
 */
export function metricLines(
  { metrics, stat, period }: Pick<DeclaredMetricProperties, "metrics" | "stat" | "period">,
  periodSeconds?: number,
): MetricLine[] {
  let above: readonly string[] = [];
  return metrics.map((entry, index) => {
    const texts = entry.filter((part) => typeof part === "string");
    const options = optionsIn(entry);
    const id = options.id ?? `line${index}`;
    const seconds = periodSeconds ?? options.period ?? period;
    const common = {
      id,
      returnData: options.visible,
      ...(options.label !== undefined && { label: options.label }),
    };
    if (options.expression !== undefined) {
      return { options, query: { ...common, expression: options.expression, periodSeconds: seconds } };
    }
    above = spelledOut(texts, above);
    const [namespace, metricName, ...pairs] = above;
    if (namespace === undefined || metricName === undefined || pairs.length % 2 !== 0) {
      throw new UnsupportedWidget(`The metric ${JSON.stringify(entry)} can't be read.`);
    }
    const metric = { namespace, metricName, dimensions: dimensionsOf(pairs) };
    const metricStat = { metric, periodSeconds: seconds, statistic: options.stat ?? stat };
    return { options, query: { ...common, metricStat } };
  });
}

function optionsIn(entry: readonly unknown[]): DeclaredLineOptions {
  const given = entry.find((part) => typeof part === "object" && part !== null) ?? {};
  const result = v.safeParse(LineOptions, given);
  if (result.success) return result.output;
  throw new UnsupportedWidget(`The metric's options ${JSON.stringify(given)} can't be read.`);
}

function spelledOut(texts: readonly string[], above: readonly string[]): string[] {
  const dots = texts.indexOf("...");
  if (dots < 0) return texts.map((text, place) => (text === "." ? (above[place] ?? text) : text));
  const after = texts.length - dots - 1;
  return [...texts.slice(0, dots), ...above.slice(dots, above.length - after), ...texts.slice(dots + 1)];
}

function dimensionsOf(pairs: readonly string[]): Record<string, string> {
  const dimensions: Record<string, string> = {};
  for (let place = 0; place < pairs.length; place += 2)
    dimensions[pairs[place] ?? ""] = pairs[place + 1] ?? "";
  return dimensions;
}
