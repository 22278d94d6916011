import type { LogStore } from "../../telemetry/logs/log-store.ts";
import type { TimeRange } from "../../telemetry/query/time-series.ts";
import { logQuery } from "../insights/log-query.ts";
import { logRecord } from "../insights/log-record.ts";
import type { WidgetContent } from "./widget-view.ts";

export interface LogSource {
  readonly logs: LogStore;
  readonly range: TimeRange;
}

/** As many rows as a widget can show. */
const MAX_SHOWN = 100;

/** Answers a widget's query. @throws ExpressionError naming what is not supported */
export function logWidget(
  { query: text, view }: { query: string; view: string },
  { logs, range }: LogSource,
): WidgetContent {
  if (view !== "table")
    return { kind: "unsupported", why: `Log widgets with the view "${view}" are not drawn here.` };
  const query = logQuery(text);
  const events = query.groups.flatMap((name) => [...(logs.group(name)?.events() ?? [])]);
  // There may be a hundred thousand lines, and a page asks every few seconds: few of them are worth reading.
  const records = events
    .filter(
      ({ event: { time, message } }) => time >= range.from && time < range.to && query.mayMatch(message),
    )
    .map(({ event }) => logRecord(event));
  const { columns, rows } = query.run(records);
  return { kind: "log", columns, rows: rows.slice(0, MAX_SHOWN) };
}
