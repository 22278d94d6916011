/**
 * The lines that the platform itself writes into a function's log, as Lambda prints them: text, or one JSON object a
 * line when the function's log format is JSON.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
export type LogFormat = "Text" | "JSON";

/** What REPORT says about one invocation. */
export interface InvocationReport {
  readonly requestId: string;
  readonly durationMs: number;
  readonly billedDurationMs: number;
  readonly memorySizeMb: number;
  readonly maxMemoryUsedMb: number;
  /** Present on a cold start only. */
  readonly initDurationMs?: number;
  /** Absent when the handler answered, with an error or without. */
  readonly failure?: { readonly status: "timeout" | "error"; readonly errorType: string };
  /** Present when the trace is sampled. */
  readonly trace?: { readonly traceId: string; readonly segmentId: string };
}

export function initStartLine(format: LogFormat, time: Date, functionName: string, version: string): string {
  const runtime = `nodejs:${process.versions.node.split(".")[0]}.local`;
  if (format === "Text") return `INIT_START Runtime Version: ${runtime}`;
  return json(time, "platform.initStart", {
    initializationType: "on-demand",
    phase: "init",
    runtimeVersion: runtime,
    functionName,
    functionVersion: version,
  });
}

/** Written when initialisation fails, in its own phase or again within an invocation. */
export function initReportLine(
  format: LogFormat,
  time: Date,
  report: { durationMs: number; phase: "init" | "invoke"; status: "timeout" | "error"; errorType?: string },
): string {
  const { durationMs, phase, status, errorType } = report;
  if (format === "Text") {
    const type = errorType && status === "error" ? `\tError Type: ${errorType}` : "";
    return `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms\tPhase: ${phase}\tStatus: ${status}${type}`;
  }
  return json(time, "platform.initReport", {
    initializationType: "on-demand",
    phase,
    status,
    ...(errorType && { errorType }),
    metrics: { durationMs: rounded(durationMs) },
  });
}

export function startLine(format: LogFormat, time: Date, requestId: string, version: string): string {
  if (format === "Text") return `START RequestId: ${requestId} Version: ${version}`;
  return json(time, "platform.start", { requestId, version });
}

/** @returns undefined in JSON, where `platform.report` says it all. */
export function endLine(format: LogFormat, requestId: string): string | undefined {
  return format === "Text" ? `END RequestId: ${requestId}` : undefined;
}

export function reportLine(format: LogFormat, time: Date, report: InvocationReport): string {
  return format === "Text" ? textReport(report) : jsonReport(time, report);
}

function textReport(report: InvocationReport): string {
  const { requestId, durationMs, initDurationMs, failure, trace } = report;
  const fields = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${report.billedDurationMs} ms`,
    `Memory Size: ${report.memorySizeMb} MB`,
    `Max Memory Used: ${report.maxMemoryUsedMb} MB`,
  ];
  if (initDurationMs !== undefined) fields.push(`Init Duration: ${initDurationMs.toFixed(2)} ms`);
  if (failure) fields.push(`Status: ${failure.status}`);
  if (failure?.status === "error") fields.push(`Error Type: ${failure.errorType}`);
  const line = `${fields.join("\t")}\t`;
  return trace
    ? `${line}\nXRAY TraceId: ${trace.traceId}\tSegmentId: ${trace.segmentId}\tSampled: true\t`
    : line;
}

function jsonReport(time: Date, report: InvocationReport): string {
  const { requestId, initDurationMs, failure, trace } = report;
  return json(time, "platform.report", {
    requestId,
    metrics: {
      durationMs: rounded(report.durationMs),
      billedDurationMs: report.billedDurationMs,
      memorySizeMB: report.memorySizeMb,
      maxMemoryUsedMB: report.maxMemoryUsedMb,
      ...(initDurationMs !== undefined && { initDurationMs: rounded(initDurationMs) }),
    },
    ...(trace && {
      tracing: { spanId: trace.segmentId, type: "X-Amzn-Trace-Id", value: `Root=${trace.traceId};Sampled=1` },
    }),
    status: failure?.status ?? "success",
    ...(failure?.status === "error" && { errorType: failure.errorType }),
  });
}

/** AWS bills init and handler time together, to the next millisecond. https://aws.amazon.com/lambda/pricing/ */
export function billedDuration(durationMs: number, initDurationMs = 0): number {
  return Math.ceil(durationMs + initDurationMs);
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

function json(time: Date, type: string, record: Record<string, unknown>): string {
  return JSON.stringify({ time: time.toISOString(), type, record });
}
