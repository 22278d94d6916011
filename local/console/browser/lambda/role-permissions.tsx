import type { GrantStatus, Refusal, RoleReport, StatementReport } from "../../../permissions/role-report.ts";
import { count } from "../format.ts";
import { Badge, type Tone } from "../parts/badge.tsx";

const TONES: Readonly<Record<GrantStatus, Tone>> = { used: "good", unused: "warn", platform: "plain" };

/** What the role may do, what of it was used in this run, and what it was refused. */
export function RolePermissions({ role: { roleName, statements, refused } }: { role: RoleReport }) {
  return (
    <section class="card" aria-label="Permissions">
      <h2>Permissions of {roleName}</h2>
      {refused.map((refusal) => (
        <RefusedCall key={`${refusal.action} ${refusal.resource}`} refusal={refusal} />
      ))}
      {statements.length === 0 && <p class="empty">It may do nothing.</p>}
      {statements.map((statement) => (
        <StatementItem key={`${statement.policy} ${statement.label}`} statement={statement} />
      ))}
      <p class="muted">
        Used and unused are about this run. What Lambda does with the role itself on AWS is marked as the
        platform's.
      </p>
    </section>
  );
}

function StatementItem({
  statement: { label, resources, actions, narrowed },
}: {
  statement: StatementReport;
}) {
  return (
    <div class="statement">
      <h3>{label}</h3>
      <p class="muted">
        {resources.map((resource) => (
          <code key={resource}>{resource} </code>
        ))}
      </p>
      <ul class="grants">
        {actions.map(({ action, status, count: uses, usedAs }) => (
          <li key={action}>
            <Badge tone={TONES[status]}>{status}</Badge> <code>{action}</code>{" "}
            <span class="muted">
              {uses > 0 && `${count(uses)}×`} {usedAs.length > 0 && `as ${usedAs.join(", ")}`}
            </span>
          </li>
        ))}
      </ul>
      {narrowed !== undefined && (
        <details>
          <summary>{narrowed === null ? "Nothing of it was used" : "Without what was not used"}</summary>
          <pre>{narrowed === null ? "Remove the statement." : JSON.stringify(narrowed, null, 2)}</pre>
        </details>
      )}
    </div>
  );
}

function RefusedCall({ refusal: { action, resource, count: times, because, add } }: { refusal: Refusal }) {
  return (
    <div class="failure">
      <p>
        <strong>Refused {count(times)}×:</strong> <code>{action}</code> on <code>{resource}</code> ({because})
      </p>
      <details>
        <summary>The statement that would allow it</summary>
        <pre>{JSON.stringify(add, null, 2)}</pre>
      </details>
    </div>
  );
}
