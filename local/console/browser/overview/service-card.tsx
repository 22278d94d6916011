import type { ServiceCard as Card, Health } from "../../overview/overview.ts";
import { count, duration, quantity } from "../format.ts";
import { Badge, type Tone } from "../parts/badge.tsx";
import { Sparkline } from "../parts/sparkline.tsx";

const TONES: Readonly<Record<Health, Tone>> = {
  healthy: "good",
  failing: "bad",
  throttled: "warn",
  idle: "plain",
};

/** How a function does. */
export function ServiceCard({ service, minutes }: { service: Card; minutes: number }) {
  const { title, health, invocations, errors, throttles, p95, running, perMinute, functionName } = service;
  return (
    <section class="card service-card" aria-label={functionName}>
      <div class="card-head">
        <h3>
          <a href={`/traces?function=${encodeURIComponent(functionName)}`}>{title}</a>
        </h3>
        <Badge tone={TONES[health]}>{health}</Badge>
      </div>
      <Sparkline
        values={perMinute}
        label={`Invocations of each of the last ${minutes} minutes, ${perMinute.at(-1) ?? 0} in this one`}
      />
      <p class="card-line">
        <span>{quantity(invocations, "call")}</span>
        {errors > 0 && <strong class="bad">{count(errors)} failed</strong>}
        {throttles > 0 && <strong class="warn">{count(throttles)} throttled</strong>}
        <span>p95 {duration(p95)}</span>
        <span>{quantity(running, "instance")}</span>
      </p>
    </section>
  );
}
