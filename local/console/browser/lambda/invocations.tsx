import type { InvocationLine } from "../../lambda/function-view.ts";
import { clock, duration } from "../format.ts";
import { Badge } from "../parts/badge.tsx";

/** The last invocations, each with its trace. */
export function Invocations({ invocations }: { invocations: readonly InvocationLine[] }) {
  return (
    <section class="card" aria-label="Latest invocations">
      <h2>Latest invocations</h2>
      {invocations.length === 0 ? (
        <p class="empty">None yet.</p>
      ) : (
        <ul class="rows">
          {invocations.map((one) => (
            <li key={one.requestId}>
              <a href={`/traces/${encodeURIComponent(one.requestId)}`}>
                <time>{clock(one.time)}</time>
              </a>
              <Badge tone={one.outcome === "ok" ? "good" : "bad"}>{one.outcome}</Badge>
              {one.initDurationMs !== undefined && (
                <Badge tone="info">cold start {duration(one.initDurationMs)}</Badge>
              )}
              <span>{duration(one.durationMs)}</span>
              <span class="muted">{one.errorType ?? `${one.maxMemoryUsedMb} MB`}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
