import type { AlarmItem } from "../../dashboard/widget-view.ts";

/** The states of some alarms: those that fire come first. */
export function AlarmStates({ alarms }: { alarms: readonly AlarmItem[] }) {
  const order = ["ALARM", "INSUFFICIENT_DATA", "UNKNOWN", "OK"];
  const sorted = alarms.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <ul class="alarm-states">
      {sorted.map(({ name, state, reason }) => (
        <li key={name} class={`alarm-${state.toLowerCase()}`}>
          <a href={`/alarms/${encodeURIComponent(name)}`} title={reason}>
            <span class="alarm-dot" aria-hidden="true" />
            <span>{name}</span>
            <span class="alarm-word">{state === "INSUFFICIENT_DATA" ? "no data" : state}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
