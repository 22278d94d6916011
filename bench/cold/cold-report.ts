import type { Machine } from "../machine.ts";
import { format, machineLine, type Target, table, verdict } from "../markdown.ts";
import { median, medianRatio } from "../statistics.ts";
import type { BundleContents } from "./bundle-contents.ts";
import type { Code } from "./subjects.ts";

/** Milliseconds from process start to first answer, one of each round. */
export interface ColdTimes {
  readonly code: Code;
  readonly cached: boolean;
  readonly ms: readonly number[];
}

export interface MeasuredFunction {
  readonly name: string;
  readonly readsTable: boolean;
  readonly times: readonly ColdTimes[];
  readonly contents: BundleContents;
}

/** For routes that need an answer of DynamoDB. */
const TO_EMPTY: Target = { bound: "≤", value: 2.5 };
const TO_UNBUNDLED: Target = { bound: "≤", value: 0.5 };
const KILOBYTES: Target = { bound: "≤", value: 1000 };
const LARGEST_SHOWN = 6;

/** Tables of the times, without and with V8's compile cache, and of what fills the bundles. */
export function coldReport(functions: readonly MeasuredFunction[], machine: Machine, rounds: number): string {
  return [
    "Process start to first answer, without compile cache:",
    "",
    timesTable(functions, false),
    "",
    "The same with V8's compile cache, written by an earlier start:",
    "",
    timesTable(functions, true),
    "",
    contentsTable(functions),
    "",
    `Medians of ${rounds} rounds, and the median of the rounds' ratios. ${machineLine(machine)}`,
  ].join("\n");
}

/** All that was measured, for another program. */
export function coldResult(functions: readonly MeasuredFunction[], machine: Machine) {
  const results = functions.map(({ name, readsTable, times, contents }) => ({
    name,
    readsTable,
    times: times.map(({ code, cached, ms }) => ({ code, cached, ms })),
    contents,
  }));
  return { machine, functions: results };
}

function timesTable(functions: readonly MeasuredFunction[], cached: boolean): string {
  const rows = functions.map(({ name, readsTable, times }) => {
    const of = (code: Code) => times.find((one) => one.code === code && one.cached === cached)?.ms ?? [];
    const [empty, bundled, unbundled] = [of("empty"), of("bundled"), of("unbundled")];
    const medians = [empty, bundled, unbundled].map((ms) => format(median(ms)));
    const ratio = (to: readonly number[], target: Target) => {
      const value = medianRatio(bundled, to);
      return readsTable ? `${format(value)} (${verdict(value, target)})` : format(value);
    };
    return [name, ...medians, ratio(empty, TO_EMPTY), ratio(unbundled, TO_UNBUNDLED)];
  });
  const head = [
    "function",
    "empty, ms",
    "bundled, ms",
    "unbundled, ms",
    "bundled / empty",
    "bundled / unbundled",
  ];
  return table(head, rows);
}

function contentsTable(functions: readonly MeasuredFunction[]): string {
  const rows = functions.map(({ name, contents: { bytes, packages } }) => {
    const largest = packages.slice(0, LARGEST_SHOWN).map(([title, size]) => `${title} ${kilobytes(size)}`);
    const size = `${kilobytes(bytes)} (${verdict(bytes / 1000, KILOBYTES)})`;
    return [name, size, largest.join(", ")];
  });
  return table(["function", "bundle, kB", "filled by, kB"], rows);
}

function kilobytes(bytes: number): string {
  return format(Math.round(bytes / 1000));
}
