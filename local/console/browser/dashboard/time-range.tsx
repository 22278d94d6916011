/** Minutes that a dashboard can show, with their names. */
const RANGES: readonly [minutes: number, name: string][] = [
  [5, "5 min"],
  [15, "15 min"],
  [60, "1 h"],
  [180, "3 h"],
  [720, "12 h"],
  [1_440, "1 day"],
  [10_080, "1 week"],
];

export function TimeRange({ minutes, onChange }: { minutes: number; onChange: (minutes: number) => void }) {
  return (
    <fieldset class="segments">
      <legend class="hidden">Time range</legend>
      {RANGES.map(([value, name]) => (
        <button key={value} type="button" aria-pressed={value === minutes} onClick={() => onChange(value)}>
          {name}
        </button>
      ))}
    </fieldset>
  );
}
