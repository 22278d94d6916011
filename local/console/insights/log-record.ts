import type { LogEvent } from "../../events.ts";
import { LogLine } from "../../telemetry/logs/log-line.ts";

/** A value of a field in Logs Insights. */
export type FieldValue = string | number | boolean | undefined;

/** One log event as Logs Insights sees it: fields by name, those of JSON lines with dots in them. */
export type LogRecord = (field: string) => FieldValue;

/** What Logs Insights finds in Lambda's own REPORT lines, by its name for it. */
const REPORTED: Readonly<Record<string, RegExp>> = {
  "@duration": /\bDuration: ([\d.]+) ms/,
  "@billedDuration": /\bBilled Duration: ([\d.]+) ms/,
  "@initDuration": /\bInit Duration: ([\d.]+) ms/,
  "@memorySize": /\bMemory Size: (\d+) MB/,
  "@maxMemoryUsed": /\bMax Memory Used: (\d+) MB/,
};

const OWN: Readonly<Record<string, (event: LogEvent) => FieldValue>> = {
  "@timestamp": ({ time }) => time,
  "@message": ({ message }) => message,
  "@logStream": ({ logStream }) => logStream,
  "@log": ({ logGroup }) => logGroup,
  "@requestId": ({ requestId }) => requestId,
  "@type": ({ message }) => /^(START|END|REPORT)\b/.exec(message)?.[1],
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html */
export function logRecord(event: LogEvent): LogRecord {
  const line = new LogLine(event.message);
  return (field) => {
    const own = Object.hasOwn(OWN, field) ? OWN[field] : undefined;
    if (own) return own(event);
    const reported = Object.hasOwn(REPORTED, field) ? REPORTED[field] : undefined;
    return reported ? figureIn(event.message, reported, field) : valueAt(line.json, field);
  };
}

function figureIn(message: string, pattern: RegExp, field: string): number | undefined {
  const figure = message.startsWith("REPORT ") ? pattern.exec(message)?.[1] : undefined;
  // In CloudWatch memory is in bytes.
  const scale = field.toLowerCase().includes("memory") ? 1_000_000 : 1;
  return figure === undefined ? undefined : Number(figure) * scale;
}

function valueAt(json: unknown, path: string): FieldValue {
  let value: unknown = json;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  if (value === undefined || value === null) return undefined;
  return typeof value === "object" ? JSON.stringify(value) : (value as FieldValue);
}
