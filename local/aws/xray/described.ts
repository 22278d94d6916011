import { accountId } from "../../arn.ts";
import type { CallStatistics, GraphService } from "../../telemetry/traces/service-graph.ts";
import type { Trace } from "../../telemetry/traces/trace.ts";
import type { TraceGroup } from "../../telemetry/traces/trace-groups.ts";
import type { AnnotationValue, ServiceId, TraceSummary } from "../../telemetry/traces/trace-summary.ts";

/** https://docs.aws.amazon.com/xray/latest/api/API_TraceSummary.html */
export function describedSummary(summary: TraceSummary): object {
  const { http } = summary;
  return {
    Id: summary.id,
    StartTime: new Date(summary.startTime),
    Duration: summary.duration,
    ResponseTime: summary.responseTime,
    HasFault: summary.hasFault,
    HasError: summary.hasError,
    HasThrottle: summary.hasThrottle,
    IsPartial: summary.isPartial,
    Http: {
      HttpURL: http.url,
      HttpStatus: http.status,
      HttpMethod: http.method,
      UserAgent: http.userAgent,
      ClientIp: http.clientIp,
    },
    Annotations: new Map(
      [...summary.annotations].map(([key, values]) => [key, values.map(describedAnnotation)]),
    ),
    ServiceIds: summary.services.map(describedServiceId),
    ResourceARNs: summary.resourceArns.map((arn) => ({ ARN: arn })),
    EntryPoint: describedServiceId(summary.entryPoint),
    Revision: 1,
    MatchedEventTime: new Date(summary.startTime),
  };
}

export function describedTrace({ id, segments }: Trace): object {
  const start = Math.min(...segments.map(({ start_time }) => start_time));
  const end = Math.max(...segments.map(({ start_time, end_time = start_time }) => end_time));
  return {
    Id: id,
    Duration: segments.length === 0 ? 0 : Math.round((end - start) * 1000) / 1000,
    LimitExceeded: false,
    Segments: segments.map((segment) => ({
      Id: segment.id,
      Document: JSON.stringify({ ...segment, trace_id: id }),
    })),
  };
}

/** https://docs.aws.amazon.com/xray/latest/api/API_Group.html */
export function describedGroup({ name, arn, filterExpression }: TraceGroup): object {
  return { GroupName: name, GroupARN: arn, FilterExpression: filterExpression };
}

/** https://docs.aws.amazon.com/xray/latest/api/API_Service.html */
export function describedService(service: GraphService): object {
  const times = { StartTime: new Date(service.startTime), EndTime: new Date(service.endTime) };
  return {
    ReferenceId: service.referenceId,
    ...describedServiceId(service),
    Root: service.root,
    State: "active",
    ...times,
    SummaryStatistics: describedStatistics(service.statistics),
    Edges: service.edges.map(({ referenceId, statistics }) => ({
      ReferenceId: referenceId,
      ...times,
      SummaryStatistics: describedStatistics(statistics),
    })),
  };
}

function describedServiceId({ name, type }: ServiceId): object {
  return { Name: name, Names: [name], AccountId: accountId, Type: type };
}

function describedAnnotation({ value, service }: { value: AnnotationValue; service: ServiceId }): object {
  return {
    AnnotationValue: {
      NumberValue: typeof value === "number" ? value : undefined,
      BooleanValue: typeof value === "boolean" ? value : undefined,
      StringValue: typeof value === "string" ? value : undefined,
    },
    ServiceIds: [describedServiceId(service)],
  };
}

function describedStatistics({ count, errors, throttles, faults, totalTime }: CallStatistics): object {
  return {
    OkCount: Math.max(0, count - errors - faults),
    ErrorStatistics: { ThrottleCount: throttles, OtherCount: errors - throttles, TotalCount: errors },
    FaultStatistics: { OtherCount: faults, TotalCount: faults },
    TotalCount: count,
    TotalResponseTime: totalTime,
  };
}
