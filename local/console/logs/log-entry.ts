import type { StoredLogEvent } from "../../telemetry/logs/log-group.ts";

/** `PLATFORM` is what Lambda itself writes; an empty level is a line that says none. */
export type LogLevel = "TRACE" | "DEBUG" | "INFO" | "WARN" | "ERROR" | "PLATFORM" | "";

/** One log event as people read it. */
export interface LogEntry {
  /** Ascending in the order of arrival. */
  readonly sequence: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly group: string;
  readonly stream: string;
  readonly functionName?: string;
  readonly requestId?: string;
  readonly level: LogLevel;
  /** The line itself, or its `message` where it is JSON. */
  readonly text: string;
  /** The other fields of a JSON line. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

const PLATFORM = /^(?:START|END|REPORT|INIT_START|INIT_REPORT) /;
/** Node's runtime on Lambda puts time, request id and level before what `console` writes, with tabs between. */
const RUNTIME_LINE = /^\d{4}-\d\d-\d\dT[\d:.]+Z\t[^\t]+\t(TRACE|DEBUG|INFO|WARN|ERROR)\t/;
const LEVELS: Readonly<Record<string, LogLevel>> = {
  TRACE: "TRACE",
  DEBUG: "DEBUG",
  INFO: "INFO",
  WARN: "WARN",
  WARNING: "WARN",
  ERROR: "ERROR",
  CRITICAL: "ERROR",
  FATAL: "ERROR",
};

/** Reads what a line says: level, message and fields of structured lines, the level of the others. */
export function logEntry({ sequence, event }: StoredLogEvent): LogEntry {
  const { time, logGroup: group, logStream: stream, functionName, requestId, message } = event;
  return {
    sequence,
    time,
    group,
    stream,
    ...(functionName !== undefined && { functionName }),
    ...(requestId !== undefined && { requestId }),
    ...contentOf(message.trimEnd()),
  };
}

function contentOf(message: string): Pick<LogEntry, "level" | "text" | "fields"> {
  const structured = objectIn(message);
  if (structured) return structuredContent(structured);
  if (PLATFORM.test(message)) return { level: "PLATFORM", text: message };
  const [prefix, level] = RUNTIME_LINE.exec(message) ?? [];
  if (prefix !== undefined && level !== undefined)
    return { level: levelOf(level), text: message.slice(prefix.length) };
  return { level: "", text: message };
}

function structuredContent({
  message: text,
  level,
  ...fields
}: Readonly<Record<string, unknown>>): Pick<LogEntry, "level" | "text" | "fields"> {
  if (typeof fields.type === "string" && fields.type.startsWith("platform.")) {
    return { level: "PLATFORM", text: fields.type, fields };
  }
  if ("_aws" in fields) return { level: "", text: metricText(fields), fields };
  return { level: levelOf(level), text: typeof text === "string" ? text : inWords(fields), fields };
}

/** Fields without a message: an access log, for example. */
function inWords(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" ");
}

/** A line of the embedded metric format, by the metrics in it. */
function metricText({ _aws, ...fields }: Readonly<Record<string, unknown>>): string {
  const names = [...JSON.stringify(_aws).matchAll(/"Name":"([^"]+)"/g)].map(([, name = ""]) => name);
  return `metrics: ${names.map((name) => `${name} ${JSON.stringify(fields[name])}`).join(", ")}`;
}

function levelOf(level: unknown): LogLevel {
  const name = String(level ?? "").toUpperCase();
  return Object.hasOwn(LEVELS, name) ? (LEVELS[name] ?? "") : "";
}

function objectIn(message: string): Readonly<Record<string, unknown>> | undefined {
  if (!message.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
