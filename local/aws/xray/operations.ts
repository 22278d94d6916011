import * as v from "valibot";
import { ExpressionError } from "../../telemetry/expressions/expression.ts";
import { serviceGraph } from "../../telemetry/traces/service-graph.ts";
import { traceFilter } from "../../telemetry/traces/trace-filter.ts";
import type { TraceGroup } from "../../telemetry/traces/trace-groups.ts";
import { InvalidSegment, type TraceStore } from "../../telemetry/traces/trace-store.ts";
import type { TraceSummary } from "../../telemetry/traces/trace-summary.ts";
import { AwsError } from "../aws-error.ts";
import { timestamp } from "../protocols/input-schemas.ts";
import { type Operation, operation } from "../protocols/operation-service.ts";
import { page } from "../protocols/pages.ts";
import { describedGroup, describedService, describedSummary, describedTrace } from "./described.ts";

export interface TraceSource {
  readonly traces: TraceStore;
  readonly groups: () => readonly TraceGroup[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const INVALID = "InvalidRequestException";
const SUMMARIES_PER_PAGE = 100;

const range = { StartTime: timestamp, EndTime: timestamp };

const GetTraceSummaries = v.object({
  ...range,
  TimeRangeType: v.optional(v.picklist(["TraceId", "Event", "Service"]), "TraceId"),
  FilterExpression: v.optional(v.string(), ""),
  NextToken: v.optional(v.string()),
});

const BatchGetTraces = v.object({ TraceIds: v.pipe(v.array(v.string()), v.maxLength(5)) });

const GetServiceGraph = v.object({
  ...range,
  GroupName: v.optional(v.string()),
  GroupARN: v.optional(v.string()),
});

const PutTraceSegments = v.object({ TraceSegmentDocuments: v.array(v.string()) });

/** Reading traces, and taking segments from programs that send them by HTTPS. */
export function xrayOperations(source: TraceSource): [string, Operation][] {
  const { traces, groups } = source;
  return [
    ["GetTraceSummaries", operation(INVALID, GetTraceSummaries, (input) => traceSummaries(source, input))],
    ["BatchGetTraces", operation(INVALID, BatchGetTraces, ({ TraceIds }) => tracesById(traces, TraceIds))],
    ["GetServiceGraph", operation(INVALID, GetServiceGraph, (input) => graph(source, input))],
    ["GetGroups", operation(INVALID, v.object({}), () => ({ Groups: groups().map(describedGroup) }))],
    [
      "PutTraceSegments",
      operation(INVALID, PutTraceSegments, ({ TraceSegmentDocuments }) => ({
        UnprocessedTraceSegments: TraceSegmentDocuments.flatMap((document) => refused(traces, document)),
      })),
    ],
    // What an X-Ray daemon tells of itself; nobody asks for it here.
    ["PutTelemetryRecords", operation(INVALID, v.object({}), () => ({}))],
  ];
}

function traceSummaries(
  { traces, now }: TraceSource,
  { StartTime, EndTime, FilterExpression, NextToken }: v.InferOutput<typeof GetTraceSummaries>,
): object {
  const found = selected(traces, StartTime, EndTime, FilterExpression);
  const { items, nextToken } = page(found, NextToken, SUMMARIES_PER_PAGE, INVALID);
  return {
    TraceSummaries: items.map(describedSummary),
    ApproximateTime: new Date(now()),
    TracesProcessedCount: found.length,
    NextToken: nextToken,
  };
}

function tracesById(traces: TraceStore, ids: readonly string[]): object {
  const found = new Map(ids.map((id) => [id, traces.get(id)] as const));
  return {
    Traces: [...found.values()].flatMap((trace) => trace ?? []).map(describedTrace),
    UnprocessedTraceIds: [...found].flatMap(([id, trace]) => (trace ? [] : id)),
  };
}

function graph(
  { traces, groups }: TraceSource,
  { StartTime, EndTime, GroupName, GroupARN }: v.InferOutput<typeof GetServiceGraph>,
): object {
  const given = GroupName ?? GroupARN;
  const group = groups().find(({ name, arn }) => name === given || arn === given);
  if (given !== undefined && !group) throw new AwsError(INVALID, 400, `There is no group ${given}.`);
  const found = selected(traces, StartTime, EndTime, group?.filterExpression ?? "");
  const services = serviceGraph(found.flatMap(({ id }) => traces.get(id) ?? []));
  return {
    StartTime: new Date(StartTime),
    EndTime: new Date(EndTime),
    Services: services.map(describedService),
    ContainsOldGroupVersions: false,
  };
}

function selected(traces: TraceStore, from: number, to: number, filter: string): TraceSummary[] {
  const inRange = traces.summaries().filter(({ startTime }) => startTime >= from && startTime < to);
  if (filter.trim() === "") return inRange;
  try {
    return inRange.filter(traceFilter(filter));
  } catch (error) {
    if (error instanceof ExpressionError) throw new AwsError(INVALID, 400, error.message);
    throw error;
  }
}

/** @returns why a document was not taken; nothing when it was */
function refused(traces: TraceStore, document: string): object[] {
  try {
    traces.put(document);
    return [];
  } catch (error) {
    if (error instanceof InvalidSegment) return [{ ErrorCode: "ParseError", Message: error.message }];
    throw error;
  }
}
