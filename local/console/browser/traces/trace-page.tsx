import { useState } from "preact/hooks";
import type { TraceDetail } from "../../traces/trace-answers.ts";
import { clock, duration } from "../format.ts";
import { LogRow } from "../logs/log-row.tsx";
import { Badge, Status } from "../parts/badge.tsx";
import { Pending } from "../parts/notice.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { useJson } from "../server.ts";
import { OUTCOME_TONE } from "./trace-table.tsx";
import { Waterfall } from "./waterfall.tsx";

/** Segments and log lines may arrive a moment after the answer. */
const ARRIVING_MS = 10_000;
const ARRIVING_POLL_MS = 200;
const POLL_MS = 5_000;

/** One request: its route and status, where its time went, and what was logged meanwhile. */
export function TracePage({ id }: { id: string }) {
  const [isComplete, setComplete] = useState(false);
  const everyMs = isComplete ? POLL_MS : ARRIVING_POLL_MS;
  const { data, error } = useJson<TraceDetail>(`/api/traces/${encodeURIComponent(id)}`, everyMs);
  if (data && !isComplete && Date.now() - data.line.time > ARRIVING_MS) setComplete(true);
  if (!data) return <Pending error={error} />;
  const { line, waterfall, logs } = data;
  const title = line.request ? `${line.request.method} ${line.request.path}` : line.entry;
  return (
    <>
      <p class="crumbs">
        <a href="/traces">Traces</a>
      </p>
      <PageHead title={title} lead={`${clock(line.time)}, ${duration(line.durationMs)}`}>
        {line.request ? (
          <Status status={line.request.status} />
        ) : (
          <Badge tone={OUTCOME_TONE[line.outcome]}>{line.outcome}</Badge>
        )}
        {line.coldStart && <Badge tone="info">cold start</Badge>}
      </PageHead>
      <TraceFacts detail={data} />
      <section class="card" aria-label="Waterfall">
        <h2>Where the time went</h2>
        <Waterfall waterfall={waterfall} />
      </section>
      <section class="card" aria-label="Logs of this request">
        <h2>Logs of this request</h2>
        {logs.length === 0 ? (
          <p class="empty">It has written none.</p>
        ) : (
          <ol class="log">
            {logs.map((entry) => (
              <LogRow key={entry.sequence} entry={entry} showFunction={false} />
            ))}
          </ol>
        )}
      </section>
    </>
  );
}

function TraceFacts({ detail: { line, request, requestIds, segments } }: { detail: TraceDetail }) {
  const facts: [string, string][] = [
    ["Route", line.routeKey ?? "none"],
    ["Function", line.entry],
    ["Start", line.coldStart ? "cold" : "warm"],
    ["AWS calls", String(line.calls)],
    ["Trace", line.id],
    ...requestIds.map((requestId): [string, string] => ["Lambda's request id", requestId]),
    ...(request ? ([["API's request id", request.requestId]] as [string, string][]) : []),
    ["Segments", String(segments.length)],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={`${name} ${value}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
