/** What the person wants to see; empty is everything. */
export interface TraceFilters {
  readonly route: string;
  readonly function: string;
  readonly outcome: string;
  /** In X-Ray's words. */
  readonly filter: string;
}

const OUTCOMES: readonly [value: string, label: string][] = [
  ["", "Every outcome"],
  ["ok", "Ok"],
  ["error", "Client errors"],
  ["throttle", "Throttled"],
  ["fault", "Faults"],
];

interface Props {
  readonly filters: TraceFilters;
  readonly functions: readonly string[];
  readonly onChange: (filters: TraceFilters) => void;
}

export function TraceFilterBar({ filters, functions, onChange }: Props) {
  const set = (name: keyof TraceFilters) => (event: Event) =>
    onChange({ ...filters, [name]: (event.currentTarget as HTMLInputElement).value });
  return (
    <search>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>Route, path or status</span>
          <input type="search" value={filters.route} onInput={set("route")} placeholder="GET /players" />
        </label>
        <label>
          <span>Function</span>
          <select value={filters.function} onChange={set("function")}>
            <option value="">Every function</option>
            {functions.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          <span>Outcome</span>
          <select value={filters.outcome} onChange={set("outcome")}>
            {OUTCOMES.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label class="grow">
          <span>X-Ray filter expression</span>
          <input
            // A half-written expression is an error: it is asked when it is done.
            value={filters.filter}
            onChange={set("filter")}
            placeholder="responsetime > 0.1 AND fault"
            spellcheck={false}
          />
        </label>
      </form>
    </search>
  );
}
