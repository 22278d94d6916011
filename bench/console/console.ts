import { setTimeout as sleep } from "node:timers/promises";
import { describeMachine } from "../machine.ts";
import { load } from "../serve/load.ts";
import { consoleReport, consoleResult } from "./console-report.ts";
import type { SubjectUsage } from "./messages.ts";
import { openConsole } from "./open-console.ts";
import { type PacedResult, pacedLoad } from "./paced-load.ts";
import { type SubjectName, startSubject } from "./running-subject.ts";

export interface ConsoleOptions {
  readonly rounds: number;
  /** How long each load of a round is measured, after a warm-up of the same length. */
  readonly seconds: number;
  /** Of the long run, requests a second. */
  readonly rate: number;
  readonly minutes: number;
  progress(line: string): void;
}

/** As fast as it goes: what one local cloud did in one round. */
export interface Throughput {
  readonly requestsPerSecond: number;
  /** Of the local cloud's own process. */
  readonly cpuMsPerRequest: number;
}

/** One look at the local cloud in the long run. */
export interface Sample extends SubjectUsage {
  /** Since the load began. */
  readonly seconds: number;
}

export interface LongRun {
  readonly samples: readonly Sample[];
  readonly load: PacedResult;
  readonly consoleMb: number;
}

/** What both local clouds were asked for, and answered, for minutes. */
export interface PacedRuns {
  readonly "with telemetry": LongRun;
  /** Nothing of it is watched but its answers. */
  readonly "without telemetry": PacedResult;
}

export type Throughputs = Readonly<Record<SubjectName, readonly Throughput[]>>;

const CONNECTIONS = 10;
const SAMPLE_EVERY_MS = 5_000;
/** One of them with a call to DynamoDB. */
const PATHS = ["/data", "/patients/1"];

/**
 * Measures what telemetry and an open console cost: throughput against neither, as fast as it goes and at a
 * steady rate, and memory over minutes.
 */
export async function benchConsole(options: ConsoleOptions) {
  const machine = describeMachine({});
  const throughputs: Record<SubjectName, Throughput[]> = { "with telemetry": [], "without telemetry": [] };
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const name of ["with telemetry", "without telemetry"] as const) {
      const one = await throughput(name, options.seconds);
      throughputs[name].push(one);
      options.progress(
        `round ${round}/${options.rounds} ${name}: ${Math.round(one.requestsPerSecond)} requests/s of ${one.cpuMsPerRequest.toPrecision(3)} ms CPU`,
      );
    }
  }
  const runs: PacedRuns = {
    "with telemetry": await longRun(options),
    "without telemetry": await baselineRun(options),
  };
  const outcome = { throughputs, runs, rate: options.rate };
  return { report: consoleReport(outcome, machine), result: consoleResult(outcome, machine) };
}

async function throughput(name: SubjectName, seconds: number): Promise<Throughput> {
  const subject = await startSubject(name);
  try {
    const close = await openConsole(subject.console);
    const plan = { url: `${subject.api}/data`, connections: CONNECTIONS, seconds };
    await load(plan);
    const before = await subject.usage();
    const { requestsPerSecond } = await load(plan);
    const after = await subject.usage();
    await close();
    return {
      requestsPerSecond,
      cpuMsPerRequest: (after.cpuMs - before.cpuMs) / (requestsPerSecond * seconds),
    };
  } finally {
    await subject.stop();
  }
}

/** As the long run, without telemetry. */
async function baselineRun({ rate, minutes, progress }: ConsoleOptions): Promise<PacedResult> {
  const subject = await startSubject("without telemetry");
  try {
    progress(`without telemetry: ${minutes} minutes at ${rate} requests/s`);
    return await pacedLoad({ origin: subject.api, paths: PATHS, perSecond: rate, seconds: minutes * 60 });
  } finally {
    await subject.stop();
  }
}

async function longRun({ rate, minutes, progress }: ConsoleOptions): Promise<LongRun> {
  const subject = await startSubject("with telemetry");
  try {
    const close = await openConsole(subject.console);
    const started = performance.now();
    const loading = pacedLoad({ origin: subject.api, paths: PATHS, perSecond: rate, seconds: minutes * 60 });
    let isLoading = true;
    const samples: Sample[] = [];
    const watch = async () => {
      while (isLoading) {
        const sample = { seconds: (performance.now() - started) / 1000, ...(await subject.usage()) };
        samples.push(sample);
        progress(
          `${Math.round(sample.seconds)} s: ${Math.round(sample.rssMb)} MB resident, ${Math.round(sample.heapUsedMb)} MB of heap`,
        );
        await sleep(SAMPLE_EVERY_MS);
      }
    };
    const watching = watch();
    const result = await loading;
    isLoading = false;
    await watching;
    return { samples, load: result, consoleMb: (await close()) / 2 ** 20 };
  } finally {
    await subject.stop();
  }
}
