import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { ProcessSupervisor } from "../../local/process/supervisor.ts";
import type { Contestant } from "./contestant.ts";
import { type LoadResult, load } from "./load.ts";
import { usageBelow } from "./process-tree.ts";
import { type Running, startContestant } from "./running.ts";

export const CONNECTIONS = [10, 50] as const;
export type Connections = (typeof CONNECTIONS)[number];

/** What one contestant did in one round. */
export interface Performance {
  readonly firstAnswerMs: number;
  /** Memory in MB, two seconds after the first answer, without another request. */
  readonly idleMb: number;
  /** By number of connections. */
  readonly loaded: Readonly<Record<Connections, LoadedPerformance>>;
}

export interface LoadedPerformance extends LoadResult {
  /** The most memory that was seen, in MB. */
  readonly peakMb: number;
  readonly processes: number;
  /** Processor time for each answer, in milliseconds: how it does on a machine with other work is less by chance. */
  readonly cpuMsPerRequest: number;
}

/** Performances by contestant, one of each round in the order of rounds. */
export type Performances = ReadonlyMap<Contestant, readonly Performance[]>;

export interface RoundsPlan {
  readonly contestants: readonly Contestant[];
  readonly rounds: number;
  /** How long each load is measured, in seconds, after a warm-up of the same length: V8 is done compiling then. */
  readonly seconds: number;
  readonly supervisor: ProcessSupervisor;
  progress(line: string): void;
}

const SETTLE_MS = 2_000;
const SAMPLE_EVERY_MS = 250;

/** Has all contestants perform once a round, one after the other: what else the machine does hits all alike. */
export async function playRounds(plan: RoundsPlan): Promise<Performances> {
  const performances = new Map(plan.contestants.map((contestant) => [contestant, [] as Performance[]]));
  for (let round = 1; round <= plan.rounds; round += 1) {
    for (const [contestant, own] of performances) {
      const performance = await perform(contestant, plan);
      own.push(performance);
      plan.progress(progressLine(round, plan.rounds, contestant, performance));
    }
  }
  return performances;
}

async function perform(
  contestant: Contestant,
  { seconds, supervisor }: Pick<RoundsPlan, "seconds" | "supervisor">,
): Promise<Performance> {
  const running = await startContestant(contestant, supervisor);
  try {
    await sleep(SETTLE_MS);
    const { pssMb: idleMb } = await usageBelow(running.pid);
    const ten = await measure(running, 10, seconds);
    const fifty = await measure(running, 50, seconds);
    return { firstAnswerMs: running.firstAnswerMs, idleMb, loaded: { 10: ten, 50: fifty } };
  } finally {
    await running.stop();
  }
}

async function measure(
  { url, pid }: Running,
  connections: Connections,
  seconds: number,
): Promise<LoadedPerformance> {
  await load({ url, connections, seconds });
  const watch = watchUsage(pid);
  const result = await load({ url, connections, seconds });
  const usage = await watch.stop();
  const answers = result.requestsPerSecond * seconds;
  const { peakMb, processes, cpuMs } = usage;
  return { ...result, peakMb, processes, cpuMsPerRequest: cpuMs / answers };
}

/** Looks at a process tree again and again. `stop` gives the most memory and processes seen, and the time used. */
function watchUsage(pid: number) {
  const stopping = new AbortController();
  async function watch() {
    const samples = [await usageBelow(pid)];
    while (!stopping.signal.aborted) {
      await sleep(SAMPLE_EVERY_MS);
      samples.push(await usageBelow(pid));
    }
    return {
      peakMb: Math.max(...samples.map(({ pssMb }) => pssMb)),
      processes: Math.max(...samples.map((sample) => sample.processes)),
      cpuMs: (samples.at(-1)?.cpuMs ?? 0) - (samples[0]?.cpuMs ?? 0),
    };
  }
  const watching = watch();
  return {
    stop() {
      stopping.abort();
      return watching;
    },
  };
}

function progressLine(
  round: number,
  rounds: number,
  { name }: Contestant,
  { firstAnswerMs, idleMb, loaded }: Performance,
): string {
  const both = (of: (one: LoadedPerformance) => number) =>
    CONNECTIONS.map((connections) => of(loaded[connections]));
  const throughput = both(({ requestsPerSecond }) => Math.round(requestsPerSecond));
  const cpu = both(({ cpuMsPerRequest }) => Number(cpuMsPerRequest.toPrecision(3)));
  const memory = [idleMb, ...both(({ peakMb }) => peakMb)].map(Math.round);
  return (
    `round ${round}/${rounds} ${name}: first 200 after ${Math.round(firstAnswerMs)} ms, ` +
    `${throughput.join(" and ")} requests/s of ${cpu.join(" and ")} ms CPU, ${memory.join(", ")} MB ` +
    `(load average ${loadavg()[0]?.toFixed(1)})`
  );
}
