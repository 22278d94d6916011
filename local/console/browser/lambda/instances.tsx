import type { Instance } from "../../recorder/recorder.ts";
import { ago } from "../format.ts";
import { Badge } from "../parts/badge.tsx";

const SHOWN = 12;

/** The execution environments: those that run, then those that have ended. */
export function Instances({ instances }: { instances: readonly Instance[] }) {
  const now = Date.now();
  return (
    <section class="card" aria-label="Instances">
      <h2>Instances</h2>
      {instances.length === 0 ? (
        <p class="empty">None: the next request is a cold start.</p>
      ) : (
        <ul class="rows">
          {instances.slice(0, SHOWN).map(({ name, pid, startedAt, endedAt, reason }) => (
            <li key={name}>
              {endedAt === undefined ? <Badge tone="good">running</Badge> : <Badge tone="plain">ended</Badge>}
              <code title={name}>{name.slice(0, 8)}</code>
              <span>pid {pid}</span>
              <span class="muted">
                {endedAt === undefined
                  ? `started ${ago(startedAt, now)}`
                  : `${reason ?? "ended"}, ${ago(endedAt, now)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
