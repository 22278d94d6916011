import * as v from "valibot";
import type { MetricStore } from "../../telemetry/metrics/metric-store.ts";
import { type MetricDataResult, MetricQueryError, metricData } from "../../telemetry/query/metric-data.ts";
import { AwsError } from "../aws-error.ts";
import { list, number, timestamp } from "../protocols/input-schemas.ts";
import { type Operation, operation } from "../protocols/operation-service.ts";
import { page } from "../protocols/pages.ts";
import { INVALID } from "./error-codes.ts";
import { describedMetric, Query, queryOf } from "./metric-inputs.ts";
import { GetMetricStatistics, metricStatistics } from "./metric-statistics.ts";
import { PutMetricData, putMetricData } from "./put-metric-data.ts";

const METRICS_PER_PAGE = 500;

const ListMetrics = v.object({
  Namespace: v.optional(v.string()),
  MetricName: v.optional(v.string()),
  Dimensions: list(v.object({ Name: v.string(), Value: v.optional(v.string()) })),
  NextToken: v.optional(v.string()),
});

const GetMetricData = v.object({
  MetricDataQueries: v.array(Query),
  StartTime: timestamp,
  EndTime: timestamp,
  ScanBy: v.optional(v.picklist(["TimestampDescending", "TimestampAscending"]), "TimestampDescending"),
  MaxDatapoints: v.optional(number),
});

/** Reading and writing metrics. */
export function metricOperations(store: MetricStore, now: () => number): [string, Operation][] {
  return [
    ["ListMetrics", operation(INVALID, ListMetrics, (input) => listMetrics(store, input))],
    ["GetMetricData", operation("ValidationError", GetMetricData, (input) => getMetricData(store, input))],
    [
      "GetMetricStatistics",
      operation(INVALID, GetMetricStatistics, (input) => metricStatistics(store, input)),
    ],
    ["PutMetricData", operation(INVALID, PutMetricData, (input) => putMetricData(store, input, now))],
  ];
}

function listMetrics(store: MetricStore, input: v.InferOutput<typeof ListMetrics>): object {
  const { Namespace, MetricName, Dimensions, NextToken } = input;
  const found = store.list({
    ...(Namespace !== undefined && { namespace: Namespace }),
    ...(MetricName !== undefined && { metricName: MetricName }),
    dimensions: Dimensions.map(({ Name, Value }) => ({
      name: Name,
      ...(Value !== undefined && { value: Value }),
    })),
  });
  const { items, nextToken } = page(found, NextToken, METRICS_PER_PAGE, INVALID);
  return { Metrics: items.map(({ metric }) => describedMetric(metric)), NextToken: nextToken };
}

function getMetricData(store: MetricStore, input: v.InferOutput<typeof GetMetricData>): object {
  const range = { from: input.StartTime, to: input.EndTime };
  if (range.to <= range.from)
    throw new AwsError(
      "ValidationError",
      400,
      "The parameter StartTime must be less than the parameter EndTime.",
    );
  try {
    const results = metricData(store, input.MetricDataQueries.map(queryOf), range);
    return { MetricDataResults: results.map((result) => describedResult(result, input)), Messages: [] };
  } catch (error) {
    if (error instanceof MetricQueryError) throw new AwsError("ValidationError", 400, error.message);
    throw error;
  }
}

function describedResult(
  { id, label, points }: MetricDataResult,
  { ScanBy, MaxDatapoints }: v.InferOutput<typeof GetMetricData>,
): object {
  const ascending = [...points].slice(-(MaxDatapoints ?? points.size));
  const inOrder = ScanBy === "TimestampAscending" ? ascending : ascending.toReversed();
  return {
    Id: id,
    Label: label,
    Timestamps: inOrder.map(([time]) => new Date(time)),
    Values: inOrder.map(([, value]) => value),
    StatusCode: "Complete",
  };
}
