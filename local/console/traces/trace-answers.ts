import type { Trace } from "../../telemetry/traces/trace.ts";
import type { LogEntry } from "../logs/log-entry.ts";
import type { RequestLine } from "../overview/request-line.ts";
import type { ServiceMap } from "./service-map.ts";
import type { TraceLine } from "./trace-line.ts";
import type { Waterfall } from "./waterfall.ts";

/** One request with everything that is known of it. */
export interface TraceDetail {
  readonly line: TraceLine;
  readonly request?: RequestLine;
  readonly waterfall: Waterfall;
  /** Of every invocation in it. */
  readonly logs: readonly LogEntry[];
  readonly requestIds: readonly string[];
  /** The segments as X-Ray's API gives them. */
  readonly segments: Trace["segments"];
}

/** The newest traces that match, and the map that they make. */
export interface TraceList {
  readonly lines: readonly TraceLine[];
  readonly map: ServiceMap;
  /** How many traces were looked at. */
  readonly scanned: number;
}
