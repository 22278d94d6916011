import type { FunctionDetail } from "../../lambda/function-view.ts";
import { bytes } from "../format.ts";
import { Pending } from "../parts/notice.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { useJson } from "../server.ts";
import { Instances } from "./instances.tsx";
import { Invocations } from "./invocations.tsx";
import { InvokeForm } from "./invoke-form.tsx";
import { RolePermissions } from "./role-permissions.tsx";

const POLL_MS = 3_000;

/** One function: how it is configured, what runs of it, what its role may do, and a way to invoke it. */
export function FunctionPage({ name }: { name: string }) {
  const { data, error } = useJson<FunctionDetail>(`/api/functions/${encodeURIComponent(name)}`, POLL_MS);
  if (!data) return <Pending error={error} />;
  return (
    <>
      <p class="crumbs">
        <a href="/functions">Functions</a>
      </p>
      <PageHead title={name}>
        <a href={`/logs?function=${encodeURIComponent(name)}`}>Logs</a>
        <a href={`/traces?function=${encodeURIComponent(name)}`}>Traces</a>
      </PageHead>
      <Configuration detail={data} />
      <InvokeForm name={name} />
      <div class="columns">
        <div class="column">
          <Instances instances={data.instances} />
          <Environment detail={data} />
        </div>
        <Invocations invocations={data.invocations} />
      </div>
      <RolePermissions role={data.role} />
    </>
  );
}

function Configuration({ detail: { configuration, codeBytes } }: { detail: FunctionDetail }) {
  const facts = [
    ...Object.entries(configuration),
    ...(codeBytes === undefined ? [] : [["Code", bytes(codeBytes)] as const]),
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Secrets are not sent to the page at all. */
function Environment({ detail: { environment } }: { detail: FunctionDetail }) {
  return (
    <section class="card" aria-label="Environment">
      <h2>Environment</h2>
      {environment.length === 0 ? (
        <p class="empty">It has no variables of its own.</p>
      ) : (
        <dl class="fields fields-aligned">
          {environment.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {value === undefined ? <span class="muted">•••••• (hidden)</span> : <code>{value}</code>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
