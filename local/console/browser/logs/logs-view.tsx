import { useEffect, useMemo, useState } from "preact/hooks";
import type { LogEntry } from "../../logs/log-entry.ts";
import type { LogSources } from "../../logs/log-sources.ts";
import { count } from "../format.ts";
import { keepInAddress } from "../location.ts";
import { Pending } from "../parts/notice.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { useJson, useStream } from "../server.ts";
import { LogFilterBar, type LogFilters } from "./log-filters.tsx";
import { LogRow } from "./log-row.tsx";

/** More than anybody reads, and few enough to draw. */
const SHOWN = 500;

/** The logs of all functions: what was written, and what comes, the newest first. */
export function LogsView({ start }: { start: URLSearchParams }) {
  const [filters, setFilters] = useState<LogFilters>(() => filtersIn(start));
  const [isLive, setLive] = useState(true);
  const query = useMemo(() => queryOf(filters), [filters]);
  useEffect(() => keepInAddress({ ...filters }), [filters]);
  const sources = useJson<LogSources>("/api/logs/sources");
  const { data, error, reload } = useJson<readonly LogEntry[]>(`/api/logs?${query}`);
  const { fresh, skipped } = useTail(query, isLive, reload);
  const entries = [...(data ?? []), ...fresh.filter(isNotIn(data ?? []))].slice(-SHOWN).reverse();
  return (
    <>
      <PageHead title="Logs" lead="As the functions write them, in CloudWatch's log groups.">
        <button type="button" onClick={() => setLive(!isLive)} aria-pressed={isLive}>
          {isLive ? "Pause" : "Go live"}
        </button>
      </PageHead>
      <LogFilterBar filters={filters} sources={sources.data} onChange={setFilters} />
      {skipped > 0 && (
        <p class="hint" role="status">
          {count(skipped)} lines came too fast to be shown; the log files have them.
        </p>
      )}
      {!data ? (
        <Pending error={error} />
      ) : entries.length === 0 ? (
        <p class="empty">No line matches.</p>
      ) : (
        <ol class="log card" aria-label="Log lines, the newest first">
          {entries.map((entry) => (
            <LogRow key={`${entry.time} ${entry.stream} ${entry.sequence}`} entry={entry} />
          ))}
        </ol>
      )}
    </>
  );
}

/** What has come since the filter was set, while it is live. */
function useTail(query: string, isLive: boolean, opened: () => void) {
  const [tail, setTail] = useState<{ query: string; fresh: readonly LogEntry[]; skipped: number }>({
    query,
    fresh: [],
    skipped: 0,
  });
  useStream<LogEntry>(
    isLive ? `/api/logs/stream?${query}` : undefined,
    (message) =>
      setTail((before) => {
        const known = before.query === query ? before : { fresh: [], skipped: 0 };
        return {
          query,
          fresh: [...known.fresh, ...message.items].slice(-SHOWN),
          skipped: known.skipped + message.skipped,
        };
      }),
    opened,
  );
  return tail.query === query ? tail : { fresh: [], skipped: 0 };
}

/** A line may come by both ways when it is written while the page loads. */
function isNotIn(known: readonly LogEntry[]): (entry: LogEntry) => boolean {
  const identity = ({ time, stream, text, requestId }: LogEntry) => `${time} ${stream} ${requestId} ${text}`;
  const identities = new Set(known.map(identity));
  return (entry) => !identities.has(identity(entry));
}

function filtersIn(query: URLSearchParams): LogFilters {
  const value = (name: string) => query.get(name) ?? "";
  return {
    level: value("level"),
    function: value("function"),
    requestId: value("requestId"),
    text: value("text"),
  };
}

function queryOf(filters: LogFilters): string {
  const given = Object.entries(filters).map(([name, value]) => [name, value.trim()]);
  return new URLSearchParams(given.filter(([, value]) => value !== "")).toString();
}
