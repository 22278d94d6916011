import type { LogSources } from "../../logs/log-sources.ts";

/** What the person wants to see; empty is everything. */
export interface LogFilters {
  readonly level: string;
  readonly function: string;
  readonly requestId: string;
  readonly text: string;
}

const LEVELS: readonly [value: string, label: string][] = [
  ["", "Every level"],
  ["ERROR", "Errors"],
  ["WARN,ERROR", "Warnings and errors"],
  ["INFO,WARN,ERROR", "Info and above"],
  ["TRACE,DEBUG,INFO,WARN,ERROR,NONE", "All but the platform's"],
  ["PLATFORM", "The platform's"],
];

interface Props {
  readonly filters: LogFilters;
  readonly sources: LogSources | undefined;
  readonly onChange: (filters: LogFilters) => void;
}

export function LogFilterBar({ filters, sources, onChange }: Props) {
  const set = (name: keyof LogFilters) => (event: Event) =>
    onChange({ ...filters, [name]: (event.currentTarget as HTMLInputElement).value });
  return (
    <search>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>Level</span>
          <select value={filters.level} onChange={set("level")}>
            {LEVELS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Function</span>
          <select value={filters.function} onChange={set("function")}>
            <option value="">Every function</option>
            {(sources?.functions ?? []).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          <span>Request id</span>
          <input
            value={filters.requestId}
            onInput={set("requestId")}
            placeholder="of Lambda"
            spellcheck={false}
          />
        </label>
        <label class="grow">
          <span>Text</span>
          <input
            type="search"
            value={filters.text}
            onInput={set("text")}
            placeholder="anywhere in the line"
          />
        </label>
      </form>
    </search>
  );
}
