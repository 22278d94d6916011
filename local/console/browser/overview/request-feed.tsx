import { useState } from "preact/hooks";
import type { RequestLine } from "../../overview/request-line.ts";
import { clock, duration } from "../format.ts";
import { Method, Status } from "../parts/badge.tsx";
import { useStream } from "../server.ts";

const SHOWN = 30;

/** The last requests, as they are answered. */
export function RequestFeed({ start, reload }: { start: readonly RequestLine[]; reload: () => void }) {
  const [fresh, setFresh] = useState<readonly RequestLine[]>([]);
  useStream<RequestLine>(
    "/api/requests/stream",
    ({ items }) => setFresh((before) => [...items.toReversed(), ...before].slice(0, SHOWN)),
    reload,
  );
  // What was answered before the stream began comes with the overview, and what came since with both.
  const byId = new Map([...fresh, ...start].map((line) => [line.requestId, line]));
  const lines = [...byId.values()].sort((a, b) => b.time - a.time).slice(0, SHOWN);
  return (
    <section class="card" aria-label="Latest requests">
      <h2>Latest requests</h2>
      {lines.length === 0 ? (
        <p class="empty">No request yet. Try a route, or call the API.</p>
      ) : (
        <ul class="feed">
          {lines.map((line) => (
            <li key={line.requestId}>
              <RequestRow line={line} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function RequestRow({ line }: { line: RequestLine }) {
  const content = (
    <>
      <time>{clock(line.time)}</time>
      <Method method={line.method} />
      <span class="feed-path">{line.path}</span>
      <Status status={line.status} />
      <span class="feed-time">{duration(line.latencyMs)}</span>
    </>
  );
  if (line.functionRequestId === undefined) return <span class="feed-row">{content}</span>;
  return (
    <a class="feed-row" href={`/traces/${encodeURIComponent(line.functionRequestId)}`}>
      {content}
    </a>
  );
}
