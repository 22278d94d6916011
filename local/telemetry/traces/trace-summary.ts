import { type Segment, withSubsegments } from "./segment.ts";
import type { Trace } from "./trace.ts";

/** One service in a trace. */
export interface ServiceId {
  readonly name: string;
  /** Resource type, `client`, or `remote`. */
  readonly type: string;
}

export type AnnotationValue = string | number | boolean;

/** What lists and filters need to know of a trace. https://docs.aws.amazon.com/xray/latest/api/API_TraceSummary.html */
export interface TraceSummary {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly startTime: number;
  /** Seconds from the first start to the last end. */
  readonly duration: number;
  /** Seconds until the caller had its answer. */
  readonly responseTime: number;
  readonly hasError: boolean;
  readonly hasFault: boolean;
  readonly hasThrottle: boolean;
  /** Whether a segment is still in progress. */
  readonly isPartial: boolean;
  readonly http: {
    readonly method?: string;
    readonly url?: string;
    readonly status?: number;
    readonly userAgent?: string;
    readonly clientIp?: string;
  };
  /** All values that a key has in the trace, with the services that set them. */
  readonly annotations: ReadonlyMap<
    string,
    readonly { readonly value: AnnotationValue; readonly service: ServiceId }[]
  >;
  readonly services: readonly ServiceId[];
  readonly resourceArns: readonly string[];
  readonly entryPoint: ServiceId;
  readonly requestIds: readonly string[];
}

/** @param trace with at least one segment */
export function traceSummary({ id, segments, requestIds }: Trace): TraceSummary {
  const root = segments.find(({ parent_id }) => parent_id === undefined) ?? segments[0];
  const everything = segments.flatMap((segment) => [...withSubsegments(segment)]);
  const start = Math.min(...segments.map(({ start_time }) => start_time));
  const end = Math.max(...segments.map(({ start_time, end_time = start_time }) => end_time));
  const own = segments.filter(({ inferred }) => !inferred);
  return {
    id,
    startTime: start * 1000,
    duration: rounded(end - start),
    responseTime: rounded(root ? (root.end_time ?? end) - root.start_time : 0),
    hasError: own.some(({ error }) => error === true),
    hasFault: own.some(({ fault }) => fault === true),
    hasThrottle: own.some(({ throttle }) => throttle === true),
    isPartial: everything.some(({ in_progress }) => in_progress === true),
    http: httpOf(everything, root),
    annotations: annotationsOf(segments),
    services: distinct(segments.map(serviceId)),
    resourceArns: [...new Set(segments.flatMap(({ resource_arn }) => resource_arn ?? []))],
    entryPoint: root ? serviceId(root) : { name: id, type: "" },
    requestIds,
  };
}

export function serviceId({ name, origin, inferred }: Segment): ServiceId {
  return { name, type: origin ?? (inferred ? "remote" : "") };
}

/** The first request that anything in the trace tells of, and the status that the caller got. */
function httpOf(everything: readonly Segment[], root: Segment | undefined): TraceSummary["http"] {
  const request = everything.find(({ http, namespace }) => http?.request && namespace === undefined)?.http
    ?.request;
  const status = root?.http?.response?.status;
  return {
    ...(request?.method !== undefined && { method: request.method }),
    ...(request?.url !== undefined && { url: request.url }),
    ...(request?.user_agent !== undefined && { userAgent: request.user_agent }),
    ...(request?.client_ip !== undefined && { clientIp: request.client_ip }),
    ...(status !== undefined && { status }),
  };
}

function annotationsOf(segments: readonly Segment[]): TraceSummary["annotations"] {
  const found = new Map<string, { value: AnnotationValue; service: ServiceId }[]>();
  for (const segment of segments) {
    for (const { annotations = {} } of withSubsegments(segment)) {
      for (const [key, value] of Object.entries(annotations)) {
        const values = found.get(key) ?? [];
        found.set(key, values);
        if (!values.some((known) => known.value === value))
          values.push({ value, service: serviceId(segment) });
      }
    }
  }
  return found;
}

function distinct(services: readonly ServiceId[]): ServiceId[] {
  return [...new Map(services.map((service) => [`${service.type} ${service.name}`, service])).values()];
}

/** X-Ray gives milliseconds. */
function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
