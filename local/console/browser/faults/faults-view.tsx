import { useState } from "preact/hooks";
import type { FaultLine, FaultList } from "../../faults/fault-answers.ts";
import { ago, count } from "../format.ts";
import { Failure, Pending } from "../parts/notice.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { post, useJson } from "../server.ts";
import { FaultForm } from "./fault-form.tsx";

const POLL_MS = 2_000;

/** What fails on purpose, and ways to switch it on and off. */
export function FaultsView({ onChange }: { onChange: () => void }) {
  const { data, error, reload } = useJson<FaultList>("/api/faults", POLL_MS);
  const [failure, setFailure] = useState<string>();
  if (!data) return <Pending error={error} />;
  const { active } = data;
  const done = () => {
    reload();
    onChange();
  };
  const act = async (url: string, body?: unknown) => {
    setFailure(undefined);
    try {
      await post(url, body);
    } catch (reason) {
      setFailure((reason as Error).message);
    }
    done();
  };
  return (
    <>
      <PageHead
        title="Faults"
        lead="Have something fail or slow down, to see retries, logs, traces and alarms at work. Nothing fails by itself."
      >
        {active.length > 1 && (
          <button type="button" onClick={() => act("/api/faults/clear")}>
            Switch all off
          </button>
        )}
      </PageHead>
      {failure !== undefined && <Failure message={failure} />}
      <section class="card" aria-label="Faults that are on">
        <h2>On</h2>
        {active.length === 0 ? (
          <p class="empty">No fault is on.</p>
        ) : (
          <ul class="fault-list">
            {active.map((fault) => (
              <FaultItem
                key={fault.id}
                fault={fault}
                onRemove={() => act("/api/faults/remove", { id: fault.id })}
              />
            ))}
          </ul>
        )}
      </section>
      <section class="card" aria-label="Another fault">
        <h2>Another fault</h2>
        <FaultForm list={data} onDone={done} />
      </section>
    </>
  );
}

function FaultItem({ fault, onRemove }: { fault: FaultLine; onRemove: () => void }) {
  const { spec, does, since, hits } = fault;
  return (
    <li>
      <div>
        <code class="fault-spec">{spec}</code>
        <p>
          {does}{" "}
          <span class="muted">
            Since {ago(since, Date.now())}, {struck(hits)}.
          </span>
        </p>
      </div>
      <button type="button" onClick={onRemove}>
        Switch off<span class="hidden"> {spec}</span>
      </button>
    </li>
  );
}

function struck(hits: number): string {
  if (hits === 0) return "not struck yet";
  return hits === 1 ? "struck once" : `struck ${count(hits)} times`;
}
