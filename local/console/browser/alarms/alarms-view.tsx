import type { AlarmList, InboxMessage } from "../../alarms/alarm-answers.ts";
import type { AlarmLine } from "../../alarms/alarm-view.ts";
import { ago, clock } from "../format.ts";
import { Pending } from "../parts/notice.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { useJson } from "../server.ts";
import { AlarmState } from "./alarm-state.tsx";

const POLL_MS = 3_000;
const ORDER = ["ALARM", "INSUFFICIENT_DATA", "OK"];

/** Every declared alarm: those that fire first. */
export function AlarmsView() {
  const { data, error } = useJson<AlarmList>("/api/alarms", POLL_MS);
  if (!data) return <Pending error={error} />;
  const alarms = data.alarms.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const firing = alarms.filter(({ state }) => state === "ALARM").length;
  return (
    <>
      <PageHead
        title="Alarms"
        lead={firing === 0 ? `All ${alarms.length} are quiet.` : `${firing} of ${alarms.length} are firing.`}
      />
      <ul class="alarm-list">
        {alarms.map((alarm) => (
          <AlarmItem key={alarm.name} alarm={alarm} />
        ))}
      </ul>
      <Inbox inbox={data.inbox} />
    </>
  );
}

function AlarmItem({
  alarm: { name, kind, state, description, condition, since, unsupported },
}: {
  alarm: AlarmLine;
}) {
  return (
    <li class={`card alarm-item alarm-item-${state.toLowerCase()}`}>
      <div>
        <a class="alarm-name" href={`/alarms/${encodeURIComponent(name)}`}>
          {name}
        </a>
        <p>
          {description}{" "}
          <span class="muted">
            {kind === "composite" && "composite: "}
            <code>{condition}</code>
          </span>
        </p>
        {unsupported !== undefined && <p class="unsupported">Not evaluated here: {unsupported}</p>}
      </div>
      <div class="alarm-side">
        <AlarmState state={state} />
        <span class="muted">since {ago(since, Date.now())}</span>
      </div>
    </li>
  );
}

/** What people would have been told. */
function Inbox({ inbox }: { inbox: readonly InboxMessage[] }) {
  return (
    <section class="card" aria-label="Notifications">
      <h2>Notifications</h2>
      {inbox.length === 0 ? (
        <p class="empty">No SNS topic has been told of anything. Nothing ever leaves this machine.</p>
      ) : (
        <ul class="inbox">
          {inbox.map(({ time, topic, subject }) => (
            <li key={`${time} ${subject}`}>
              <time>{clock(time, false)}</time> <strong>{subject}</strong> <span class="muted">{topic}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
