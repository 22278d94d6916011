import type { NoticeEvent, RequestEvent } from "../../events.ts";
import type { GatewayUrls } from "../../gateway/gateway.ts";
import type { FunctionDefinition } from "../../lambda/definition.ts";
import type { DeclaredProgram } from "../../program/declared.ts";
import type { AlarmStatus } from "../../telemetry/alarms/alarm-status.ts";
import type { MetricStore } from "../../telemetry/metrics/metric-store.ts";
import { type RequestLine, requestLine } from "./request-line.ts";
import { countOf, percentileOf } from "./traffic.ts";

/** How many minutes the figures are about. */
const MINUTES = 15;
const REQUEST_LINES = 30;
const NOTICE_LINES = 10;

export type Health = "healthy" | "failing" | "throttled" | "idle";

/** A function at a glance. Times in milliseconds. */
export interface ServiceCard {
  readonly functionName: string;
  /** The name without the project and the stack, which all have in common. */
  readonly title: string;
  readonly health: Health;
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
  readonly p95?: number;
  readonly running: number;
  /** Invocations of each of the last minutes. */
  readonly perMinute: readonly number[];
}

/** An API at a glance. */
export interface ApiCard {
  readonly name: string;
  readonly url: string;
  readonly requests: number;
  readonly clientErrors: number;
  readonly serverErrors: number;
  readonly p50?: number;
  readonly p99?: number;
  readonly perMinute: readonly number[];
}

export interface Overview {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  /** How many minutes the figures are about. */
  readonly minutes: number;
  readonly apis: readonly ApiCard[];
  readonly services: readonly ServiceCard[];
  readonly functionUrls: Readonly<Record<string, string>>;
  readonly awsEndpoint: string;
  readonly alarms: { readonly total: number; readonly firing: readonly string[] };
  /** Faults that are on, the oldest first. */
  readonly faults: readonly { readonly spec: string }[];
  readonly requests: readonly RequestLine[];
  /** Warnings and errors of the local cloud itself, the newest first. */
  readonly notices: readonly NoticeEvent[];
}

export interface OverviewSource {
  readonly declared: DeclaredProgram;
  readonly urls: GatewayUrls;
  readonly awsEndpoint: string;
  /** Ids of the APIs by name. */
  readonly apiIds: ReadonlyMap<string, string>;
  readonly functions: readonly FunctionDefinition[];
  readonly metrics: MetricStore;
  readonly alarms: readonly AlarmStatus[];
  readonly faults: readonly { readonly spec: string }[];
  readonly requests: Iterable<RequestEvent>;
  readonly notices: Iterable<NoticeEvent>;
  readonly running: (functionName: string) => number;
  readonly now: number;
}

export function overview(source: OverviewSource): Overview {
  const { declared, urls, alarms } = source;
  return {
    project: declared.project,
    stack: declared.stack,
    region: declared.region,
    minutes: MINUTES,
    apis: Object.entries(urls.apis).map(([name, url]) => apiCard(name, url, source)),
    services: source.functions.map((definition) => serviceCard(definition.configuration.name, source)),
    functionUrls: urls.functionUrls,
    awsEndpoint: source.awsEndpoint,
    alarms: {
      total: alarms.length,
      firing: alarms.filter(({ state }) => state === "ALARM").map(({ alarm }) => alarm.name),
    },
    faults: source.faults.map(({ spec }) => ({ spec })),
    requests: [...first(source.requests, REQUEST_LINES)].map(requestLine),
    notices: [...first(worthReading(source.notices), NOTICE_LINES)],
  };
}

function apiCard(name: string, url: string, { apiIds, metrics, now }: OverviewSource): ApiCard {
  const metric = (metricName: string) => ({
    namespace: "AWS/ApiGateway",
    metricName,
    dimensions: { ApiId: apiIds.get(name) ?? "" },
  });
  const requests = countOf(metrics, metric("Count"), now, MINUTES);
  const p50 = percentileOf(metrics, metric("Latency"), 50, now, MINUTES);
  const p99 = percentileOf(metrics, metric("Latency"), 99, now, MINUTES);
  return {
    name,
    url,
    requests: requests.total,
    clientErrors: countOf(metrics, metric("4xx"), now, MINUTES).total,
    serverErrors: countOf(metrics, metric("5xx"), now, MINUTES).total,
    perMinute: requests.perMinute,
    ...(p50 !== undefined && { p50 }),
    ...(p99 !== undefined && { p99 }),
  };
}

function serviceCard(functionName: string, { declared, metrics, now, running }: OverviewSource): ServiceCard {
  const metric = (metricName: string) => ({
    namespace: "AWS/Lambda",
    metricName,
    dimensions: { FunctionName: functionName },
  });
  const invocations = countOf(metrics, metric("Invocations"), now, MINUTES);
  const errors = countOf(metrics, metric("Errors"), now, MINUTES).total;
  const throttles = countOf(metrics, metric("Throttles"), now, MINUTES).total;
  const p95 = percentileOf(metrics, metric("Duration"), 95, now, MINUTES);
  return {
    functionName,
    title: shortName(functionName, declared),
    health: healthOf(invocations.total, errors, throttles),
    invocations: invocations.total,
    errors,
    throttles,
    running: running(functionName),
    perMinute: invocations.perMinute,
    ...(p95 !== undefined && { p95 }),
  };
}

function healthOf(invocations: number, errors: number, throttles: number): Health {
  if (errors > 0) return "failing";
  if (throttles > 0) return "throttled";
  return invocations > 0 ? "healthy" : "idle";
}

/** A physical name without what all names of a stack begin with. */
function shortName(name: string, { project, stack }: Pick<DeclaredProgram, "project" | "stack">): string {
  const prefix = `${project}-${stack}-`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

function* worthReading(notices: Iterable<NoticeEvent>): Generator<NoticeEvent> {
  for (const notice of notices) if (notice.level !== "info") yield notice;
}

function* first<T>(items: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const item of items) {
    if (left === 0) return;
    left -= 1;
    yield item;
  }
}
