import { useEffect, useState } from "preact/hooks";
import type { AlarmList, InboxMessage } from "../../alarms/alarm-answers.ts";
import type { AlarmLine } from "../../alarms/alarm-view.ts";
import { age, clock } from "../format.ts";
import { keepInAddress } from "../location.ts";
import { Badge } from "../parts/badge.tsx";
import { Pending } from "../parts/notice.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { useJson } from "../server.ts";
import { AlarmFilterBar, type AlarmFilters, matchesAlarm } from "./alarm-filters.tsx";
import { AlarmState } from "./alarm-state.tsx";

const POLL_MS = 3_000;
const ORDER = ["ALARM", "INSUFFICIENT_DATA", "OK"];

/** Every declared alarm: those that fire first, then those that call somebody. */
export function AlarmsView({ start }: { start: URLSearchParams }) {
  const [filters, setFilters] = useState<AlarmFilters>(() => ({
    state: start.get("state") ?? "",
    text: start.get("text") ?? "",
  }));
  useEffect(() => keepInAddress({ ...filters }), [filters]);
  const { data, error } = useJson<AlarmList>("/api/alarms", POLL_MS);
  if (!data) return <Pending error={error} />;
  const alarms = data.alarms.toSorted(byUrgency);
  const shown = alarms.filter((alarm) => matchesAlarm(filters, alarm));
  const firing = alarms.filter(({ state }) => state === "ALARM").length;
  return (
    <>
      <PageHead
        title="Alarms"
        lead={firing === 0 ? `All ${alarms.length} are quiet.` : `${firing} of ${alarms.length} are firing.`}
      />
      <AlarmFilterBar filters={filters} onChange={setFilters} />
      {shown.length === 0 ? (
        <p class="empty">No alarm matches.</p>
      ) : (
        <ul class="card alarm-list" aria-label="Alarms">
          {shown.map((alarm) => (
            <AlarmItem key={alarm.name} alarm={alarm} />
          ))}
        </ul>
      )}
      <Inbox inbox={data.inbox} />
    </>
  );
}

function byUrgency(a: AlarmLine, b: AlarmLine): number {
  const byState = ORDER.indexOf(a.state) - ORDER.indexOf(b.state);
  return byState || Number(b.actions.length > 0) - Number(a.actions.length > 0);
}

function AlarmItem({
  alarm: { name, kind, state, description, condition, since, actions, unsupported },
}: {
  alarm: AlarmLine;
}) {
  return (
    <li class={`alarm-item alarm-item-${state.toLowerCase()}`}>
      <AlarmState state={state} />
      <div>
        <p>
          <a class="alarm-name" href={`/alarms/${encodeURIComponent(name)}`}>
            {name}
          </a>{" "}
          {kind === "composite" && <Badge tone="info">composite</Badge>}{" "}
          {actions.length > 0 && <Badge tone="plain">calls somebody</Badge>}
        </p>
        <p>{description}</p>
        {kind === "metric" && (
          <p class="muted">
            <code>{condition}</code>
          </p>
        )}
        {unsupported !== undefined && <p class="unsupported">Not evaluated here: {unsupported}</p>}
      </div>
      <span class="alarm-since muted">for {age(since, Date.now())}</span>
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
