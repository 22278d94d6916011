import * as v from "valibot";
import { ExpressionError } from "../../telemetry/expressions/expression.ts";
import { serviceGraph } from "../../telemetry/traces/service-graph.ts";
import { traceFilter } from "../../telemetry/traces/trace-filter.ts";
import type { TraceGroup } from "../../telemetry/traces/trace-groups.ts";
import { InvalidSegment, type TraceStore } from "../../telemetry/traces/trace-store.ts";
import type { TraceSummary } from "../../telemetry/traces/trace-summary.ts";
import { AwsError } from "../aws-error.ts";
import { timestamp } from "../protocols/input-schemas.ts";
import { OperationService, operation } from "../protocols/operation-service.ts";
import { page } from "../protocols/pages.ts";
import { restJson } from "../protocols/rest-json.ts";
import { describedService, describedSummary, describedTrace } from "./described.ts";
import { xrayWire } from "./wire.ts";

export interface XRayServiceOptions {
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

/** X-Ray: https://docs.aws.amazon.com/xray/latest/api/ */
export class XRayService extends OperationService {
  constructor({ traces, groups, now }: XRayServiceOptions) {
    super({
      signingName: "xray",
      actionPrefix: "xray",
      wireOf: () => xrayWire,
      protocol: restJson,
      operations: new Map([
        [
          "GetTraceSummaries",
          operation(INVALID, GetTraceSummaries, ({ StartTime, EndTime, FilterExpression, NextToken }) => {
            const found = selected(traces, StartTime, EndTime, FilterExpression);
            const { items, nextToken } = page(found, NextToken, SUMMARIES_PER_PAGE, INVALID);
            return {
              TraceSummaries: items.map(describedSummary),
              ApproximateTime: new Date(now()),
              TracesProcessedCount: found.length,
              NextToken: nextToken,
            };
          }),
        ],
        [
          "BatchGetTraces",
          operation(INVALID, BatchGetTraces, ({ TraceIds }) => ({
            Traces: TraceIds.flatMap((id) => traces.get(id) ?? []).map(describedTrace),
            UnprocessedTraceIds: TraceIds.filter((id) => traces.get(id) === undefined),
          })),
        ],
        [
          "GetServiceGraph",
          operation(INVALID, GetServiceGraph, ({ StartTime, EndTime, GroupName, GroupARN }) => {
            const group = groups().find(({ name, arn }) => name === GroupName || arn === GroupARN);
            const found = selected(traces, StartTime, EndTime, group?.filterExpression ?? "");
            const graph = serviceGraph(found.flatMap(({ id }) => traces.get(id) ?? []));
            return {
              StartTime: new Date(StartTime),
              EndTime: new Date(EndTime),
              Services: graph.map(describedService),
              ContainsOldGroupVersions: false,
            };
          }),
        ],
        [
          "GetGroups",
          operation(INVALID, v.object({}), () => ({
            Groups: groups().map(({ name, arn, filterExpression }) => ({
              GroupName: name,
              GroupARN: arn,
              FilterExpression: filterExpression,
            })),
          })),
        ],
        [
          "PutTraceSegments",
          operation(INVALID, PutTraceSegments, ({ TraceSegmentDocuments }) => ({
            UnprocessedTraceSegments: TraceSegmentDocuments.flatMap((document) => refused(traces, document)),
          })),
        ],
        ["PutTelemetryRecords", operation(INVALID, v.object({}), () => ({}))],
      ]),
    });
  }
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
