import { useState } from "preact/hooks";
import type { TargetKind } from "../../../faults/fault.ts";
import type { FaultList } from "../../faults/fault-answers.ts";
import { Failure } from "../parts/notice.tsx";
import { post } from "../server.ts";

const GROUPS: readonly (readonly [TargetKind, string])[] = [
  ["function", "Functions"],
  ["route", "Routes"],
  ["table", "Tables"],
  ["bucket", "Buckets"],
];

interface Choice {
  readonly target: string;
  readonly kind: string;
  readonly amount: string;
  readonly percent: string;
}

/** Chooses what fails, how, how much and how often. */
export function FaultForm({ list, onDone }: { list: FaultList; onDone: () => void }) {
  const { targets, kinds } = list;
  const [chosen, setChosen] = useState<Partial<Choice>>({});
  const [error, setError] = useState<string>();
  const target = targets.find(({ name }) => name === chosen.target) ?? targets[0];
  if (target === undefined) return <p class="empty">The program declares nothing that can fail.</p>;
  const possible = kinds.filter(({ does }) => does[target.kind] !== undefined);
  const kind = possible.find((one) => one.kind === chosen.kind) ?? possible[0];
  if (kind === undefined) return null;
  const amount = chosen.amount ?? kind.amount ?? "";
  const percent = chosen.percent ?? "100";
  const set = (name: keyof Choice) => (event: Event) => {
    const { value } = event.currentTarget as HTMLInputElement;
    // Another kind has an amount of its own.
    const { amount: _amount, ...rest } = chosen;
    setChosen({ ...(name === "percent" || name === "amount" ? chosen : rest), [name]: value });
  };
  const add = async (event: Event) => {
    event.preventDefault();
    setError(undefined);
    const value = kind.amount === undefined ? "" : `=${amount.trim()}`;
    try {
      await post("/api/faults", { spec: `${target.name}:${kind.kind}${value}@${percent.trim()}%` });
      onDone();
    } catch (failure) {
      setError((failure as Error).message);
    }
  };
  return (
    <form class="fault-form" onSubmit={add}>
      <div class="filters">
        <label class="grow">
          <span>What fails</span>
          <select value={target.name} onChange={set("target")}>
            {GROUPS.map(([group, title]) => (
              <TargetGroup key={group} title={title} names={namesOf(list, group)} />
            ))}
          </select>
        </label>
        <label>
          <span>How</span>
          <select value={kind.kind} onChange={set("kind")}>
            {possible.map((one) => (
              <option key={one.kind}>{one.kind}</option>
            ))}
          </select>
        </label>
        {kind.amount !== undefined && (
          <label>
            <span>How much</span>
            <input value={amount} onInput={set("amount")} spellcheck={false} />
          </label>
        )}
        <label>
          <span>Share, %</span>
          <input value={percent} onInput={set("percent")} inputMode="decimal" />
        </label>
      </div>
      <p class="muted">{kind.does[target.kind]}</p>
      <button type="submit">Switch on</button>
      {error !== undefined && <Failure message={error} />}
    </form>
  );
}

function namesOf({ targets }: FaultList, group: TargetKind): string[] {
  return targets.flatMap(({ kind, name }) => (kind === group ? [name] : []));
}

function TargetGroup({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <optgroup label={title}>
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}
