import { useState } from "preact/hooks";
import type { Bar, Waterfall as Drawn } from "../../traces/waterfall.ts";
import { duration } from "../format.ts";
import { Fields } from "../parts/fields.tsx";

/** Where a request's time went: a bar for each part, in the order in which they began. */
export function Waterfall({ waterfall }: { waterfall: Drawn }) {
  const [openId, setOpenId] = useState<string>();
  const whole = Math.max(waterfall.durationMs, 0.001);
  return (
    <div class="waterfall">
      <div class="waterfall-scale" aria-hidden="true">
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <span key={share}>{duration(whole * share)}</span>
        ))}
      </div>
      <ol aria-label="Parts of the request, in the order in which they began">
        {waterfall.bars.map((bar) => (
          <li key={bar.id}>
            <BarRow
              bar={bar}
              whole={whole}
              isOpen={bar.id === openId}
              onToggle={() => setOpenId(bar.id === openId ? undefined : bar.id)}
            />
            {bar.id === openId && (
              <div class="waterfall-facts">
                <Fields
                  value={{
                    begins: `after ${duration(bar.offsetMs)}`,
                    took: duration(bar.durationMs),
                    ...bar.facts,
                  }}
                />
              </div>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

interface RowProps {
  readonly bar: Bar;
  readonly whole: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function BarRow({ bar, whole, isOpen, onToggle }: RowProps) {
  const { name, detail, kind, depth, offsetMs, durationMs, outcome } = bar;
  const left = Math.min((offsetMs / whole) * 100, 100);
  const width = Math.min(((durationMs ?? whole - offsetMs) / whole) * 100, 100 - left);
  return (
    <button type="button" class="waterfall-row" aria-expanded={isOpen} onClick={onToggle}>
      <span class="waterfall-name" style={{ paddingLeft: `${depth * 14}px` }}>
        <strong>{name}</strong> <span class="muted">{detail}</span>
        {outcome !== "ok" && <span class={`waterfall-outcome outcome-${outcome}`}>{outcome}</span>}
      </span>
      <span class="waterfall-track">
        <span
          class={`waterfall-bar bar-${kind} ${outcome === "ok" ? "" : `outcome-${outcome}`}`}
          style={{ left: `${left}%`, width: `max(2px, ${width}%)` }}
        />
      </span>
      <span class="waterfall-time">{durationMs === undefined ? "running" : duration(durationMs)}</span>
    </button>
  );
}
