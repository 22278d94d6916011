import { useEffect, useMemo, useState } from "preact/hooks";
import type { LogSources } from "../../logs/log-sources.ts";
import type { TraceList } from "../../traces/trace-answers.ts";
import { keepInAddress } from "../location.ts";
import { Pending } from "../parts/notice.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { useJson } from "../server.ts";
import { ServiceMap } from "./service-map.tsx";
import { TraceFilterBar, type TraceFilters } from "./trace-filters.tsx";
import { TraceTable } from "./trace-table.tsx";

const POLL_MS = 3_000;

/** The newest traces, and the map of what called what in them. */
export function TracesView({ start }: { start: URLSearchParams }) {
  const [filters, setFilters] = useState<TraceFilters>(() => ({
    route: start.get("route") ?? "",
    function: start.get("function") ?? "",
    outcome: start.get("outcome") ?? "",
    filter: start.get("filter") ?? "",
  }));
  const query = useMemo(
    () => new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== "")).toString(),
    [filters],
  );
  useEffect(() => keepInAddress({ ...filters }), [filters]);
  const sources = useJson<LogSources>("/api/logs/sources");
  const { data, error } = useJson<TraceList>(`/api/traces?${query}`, POLL_MS);
  return (
    <>
      <PageHead
        title="Traces"
        lead="Every request, as X-Ray would show those that it samples. Ask for one to see where its time went."
      />
      <TraceFilterBar filters={filters} functions={sources.data?.functions ?? []} onChange={setFilters} />
      {!data ? (
        <Pending error={error} />
      ) : data.lines.length === 0 ? (
        <p class="empty">No trace {data.scanned > 0 ? "matches" : "yet: call the API"}.</p>
      ) : (
        <>
          <ServiceMap map={data.map} traces={data.lines.length} />
          <TraceTable lines={data.lines} />
        </>
      )}
    </>
  );
}
