import type { Machine } from "../machine.ts";
import { format, machineLine, type Target, table, verdict } from "../markdown.ts";
import { median, medianRatio } from "../statistics.ts";
import type { LongRun, Sample, Throughput, Throughputs } from "./console.ts";

export interface ConsoleOutcome {
  readonly throughputs: Throughputs;
  readonly run: LongRun;
  /** Requests a second that the long run asked for. */
  readonly rate: number;
}

const THROUGHPUT: Target = { bound: "≥", value: 0.9 };
/** MB that the last third may have more than the second: what is full by then stays full. */
const GROWTH: Target = { bound: "≤", value: 20 };

/** In Markdown. */
export function consoleReport({ throughputs, run, rate }: ConsoleOutcome, machine: Machine): string {
  const { load, samples, consoleMb } = run;
  const minutes = Math.round((samples.at(-1)?.seconds ?? 0) / 6) / 10;
  return [
    "## Console and telemetry",
    machineLine(machine),
    throughputTable(throughputs),
    `${minutes} minutes at ${rate} requests/s with the console open: ${format(load.requestsPerSecond)} answered a second, ` +
      `p50 ${format(load.p50Ms)} ms, p99 ${format(load.p99Ms)} ms, ${load.failures} failed, ${load.left} not sent; ` +
      `${format(consoleMb)} MB to the console.`,
    memoryTable(samples),
  ].join("\n\n");
}

/** Everything that was measured, for a machine. */
export function consoleResult(outcome: ConsoleOutcome, machine: Machine) {
  return { machine, ...outcome, growthMb: growth(outcome.run.samples) };
}

function throughputTable(throughputs: Throughputs): string {
  const row = (label: string, of: (one: Throughput) => number, target?: Target) => {
    const on = throughputs["with telemetry"].map(of);
    const off = throughputs["without telemetry"].map(of);
    const ratio = medianRatio(on, off);
    return [
      label,
      format(median(on)),
      format(median(off)),
      format(ratio),
      target ? verdict(ratio, target) : "",
    ];
  };
  return table(
    ["median", "with", "without", "ratio", "target"],
    [
      row("requests/s", ({ requestsPerSecond }) => requestsPerSecond, THROUGHPUT),
      row("CPU, ms a request", ({ cpuMsPerRequest }) => cpuMsPerRequest),
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
