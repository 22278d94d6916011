import type { ApiCard as Card } from "../../overview/overview.ts";
import { count, duration } from "../format.ts";
import { Sparkline } from "../parts/sparkline.tsx";

/** How an API does. */
export function ApiCard({ api, minutes }: { api: Card; minutes: number }) {
  const figures: [string, string, boolean][] = [
    ["Requests", count(api.requests), false],
    ["4xx", count(api.clientErrors), false],
    ["5xx", count(api.serverErrors), api.serverErrors > 0],
    ["Latency p50", duration(api.p50), false],
    ["Latency p99", duration(api.p99), false],
  ];
  return (
    <section class="card api-card" aria-label={`API ${api.name}`}>
      <h2>{api.name}</h2>
      <dl class="figures">
        {figures.map(([name, value, isBad]) => (
          <div key={name} class={isBad ? "figure-bad" : undefined}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Sparkline
        values={api.perMinute}
        label={`Requests of each of the last ${minutes} minutes, ${api.perMinute.at(-1) ?? 0} in this one`}
      />
    </section>
  );
}
