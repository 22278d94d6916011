import type { Machine } from "./machine.ts";

/** A Markdown table whose columns line up; all but the first are numbers, to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => pad(cells[column] ?? "", width, column)).join(" | ")} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

function pad(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

/** One line on where figures were taken. */
export function machineLine({ takenAt, processor, cores, memoryGb, loadBefore, versions }: Machine): string {
  const software = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return (
    `${takenAt.slice(0, 10)}, ${processor}, ${cores} cores, ${memoryGb} GB, ` +
    `load average ${loadBefore.toFixed(1)} before the run; ${software.join(", ")}.`
  );
}

/** A target and whether it is met, for a cell of a table. */
export function verdict(value: number, target: Target): string {
  const bound = `${target.bound} ${format(target.value)}`;
  const met = target.bound === "≥" ? value >= target.value : value <= target.value;
  return `${bound} ${met ? "met" : "missed"}`;
}

export interface Target {
  readonly bound: "≥" | "≤";
  readonly value: number;
}

/** Three significant digits, without an exponent. */
export function format(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}
