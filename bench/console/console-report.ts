import type { Machine } from "../machine.ts";
import { format, machineLine, type Target, table, verdict } from "../markdown.ts";
import { median, medianRatio } from "../statistics.ts";
import type { PacedRuns, Sample, Throughput, Throughputs } from "./console.ts";
import type { PacedResult } from "./paced-load.ts";

export interface ConsoleOutcome {
  readonly throughputs: Throughputs;
  readonly runs: PacedRuns;
  /** Requests a second that the long run asked for. */
  readonly rate: number;
}

const THROUGHPUT: Target = { bound: "≥", value: 0.9 };
/** MB that the last third may have more than the second: what is full by then stays full. */
const GROWTH: Target = { bound: "≤", value: 20 };

/** In Markdown. */
export function consoleReport({ throughputs, runs, rate }: ConsoleOutcome, machine: Machine): string {
  const { load, samples, consoleMb } = runs["with telemetry"];
  const minutes = Math.round((samples.at(-1)?.seconds ?? 0) / 6) / 10;
  return [
    "## Console and telemetry",
    machineLine(machine),
    `As fast as it goes, with the console open:`,
    throughputTable(throughputs),
    `At ${rate} requests/s, with the console open for ${minutes} minutes, in which it got ${format(consoleMb)} MB:`,
    pacedTable(load, runs["without telemetry"]),
    memoryTable(samples),
  ].join("\n\n");
}

/** Everything that was measured, for a machine. */
export function consoleResult(outcome: ConsoleOutcome, machine: Machine) {
  return { machine, ...outcome, growthMb: growth(outcome.runs["with telemetry"].samples) };
}

function throughputTable(throughputs: Throughputs): string {
  const row = (label: string, of: (one: Throughput) => number) => {
    const on = throughputs["with telemetry"].map(of);
    const off = throughputs["without telemetry"].map(of);
    return [label, format(median(on)), format(median(off)), format(medianRatio(on, off))];
  };
  return table(
    ["median", "with", "without", "ratio"],
    [
      row("requests/s", ({ requestsPerSecond }) => requestsPerSecond),
      row("CPU, ms a request", ({ cpuMsPerRequest }) => cpuMsPerRequest),
    ],
  );
}

function pacedTable(on: PacedResult, off: PacedResult): string {
  const ratio = on.requestsPerSecond / off.requestsPerSecond;
  const row = (label: string, of: (one: PacedResult) => number) => [
    label,
    format(of(on)),
    format(of(off)),
    "",
    "",
  ];
  return table(
    ["", "with", "without", "ratio", "target"],
    [
      [
        "answered a second",
        format(on.requestsPerSecond),
        format(off.requestsPerSecond),
        format(ratio),
        verdict(ratio, THROUGHPUT),
      ],
      row("p50, ms", ({ p50Ms }) => p50Ms),
      row("p99, ms", ({ p99Ms }) => p99Ms),
      row("failed", ({ failures }) => failures),
      row("not sent", ({ left }) => left),
    ],
  );
}

/** Medians of the run's thirds: what collects garbage goes up and down all the time. */
function memoryTable(samples: readonly Sample[]): string {
  const row = (label: string, of: (one: Sample) => number, target?: Target) => {
    const [first = 0, second = 0, third = 0] = thirds(samples).map((part) => median(part.map(of)));
    const cells = [first, second, third, third - second].map(format);
    return [label, ...cells, target ? verdict(third - second, target) : ""];
  };
  return table(
    ["median, MB", "first third", "second", "last", "last - second", "target"],
    [row("resident", ({ rssMb }) => rssMb, GROWTH), row("heap", ({ heapUsedMb }) => heapUsedMb)],
  );
}

function growth(samples: readonly Sample[]): number {
  const [, second = 0, third = 0] = thirds(samples).map((part) => median(part.map(({ rssMb }) => rssMb)));
  return third - second;
}

function thirds(samples: readonly Sample[]): Sample[][] {
  const size = samples.length / 3;
  return [0, 1, 2].map((part) => samples.slice(Math.floor(part * size), Math.floor((part + 1) * size)));
}
