import type { AlarmState } from "../../../events.ts";
import type { AlarmLine } from "../../alarms/alarm-view.ts";

/** What the person wants to see; empty is everything. */
export interface AlarmFilters {
  readonly state: string;
  readonly text: string;
}

const STATES: readonly [value: AlarmState, label: string][] = [
  ["ALARM", "In alarm"],
  ["OK", "OK"],
  ["INSUFFICIENT_DATA", "No data"],
];

interface Props {
  readonly filters: AlarmFilters;
  readonly onChange: (filters: AlarmFilters) => void;
}

export function AlarmFilterBar({ filters, onChange }: Props) {
  const set = (name: keyof AlarmFilters) => (event: Event) =>
    onChange({ ...filters, [name]: (event.currentTarget as HTMLInputElement).value });
  return (
    <search>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>State</span>
          <select value={filters.state} onChange={set("state")}>
            <option value="">Every state</option>
            {STATES.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label class="grow">
          <span>Name or description</span>
          <input type="search" value={filters.text} onInput={set("text")} placeholder="players" />
        </label>
      </form>
    </search>
  );
}

export function matchesAlarm({ state, text }: AlarmFilters, alarm: AlarmLine): boolean {
  const words = `${alarm.name} ${alarm.description}`.toLowerCase();
  return (state === "" || alarm.state === state) && words.includes(text.trim().toLowerCase());
}
