import { readdir, readFile } from "node:fs/promises";

/** What a process and all that it started take of the machine. */
export interface TreeUsage {
  /** Proportional set size in MB of 2^20 bytes: of a page that several processes share, each has its part. */
  readonly pssMb: number;
  /** Processor time since they were started, in milliseconds, in steps of 10. Processes that have ended are left out. */
  readonly cpuMs: number;
  readonly processes: number;
}

/** The kernel counts in hundredths of a second on all systems that Node supports. */
const TICK_MS = 10;

/**
 * What the processes below `root` take, `root` itself not counted: it is the npm that started them, equal for all.
 * Linux only. https://docs.kernel.org/filesystems/proc.html
 */
export async function usageBelow(root: number): Promise<TreeUsage> {
  const all = await processes();
  const pids = descendants(new Map([...all].map(([pid, { parent }]) => [pid, parent])), root);
  const sizes = await Promise.all(pids.map(pssKb));
  return {
    pssMb: sum(sizes) / 1024,
    cpuMs: sum(pids.map((pid) => all.get(pid)?.cpuMs ?? 0)),
    processes: pids.length,
  };
}

/** All processes below one, given the parent of each. */
export function descendants(parentOf: ReadonlyMap<number, number>, root: number): number[] {
  const found = new Set([root]);
  // A process can be listed before its parent, so the list is gone through until nothing new turns up.
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [pid, parent] of parentOf) if (found.has(parent)) found.add(pid);
  }
  found.delete(root);
  return [...found];
}

interface ProcessStatus {
  readonly parent: number;
  readonly cpuMs: number;
}

async function processes(): Promise<Map<number, ProcessStatus>> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const entries = await Promise.all(
    pids.map(async (pid) => [Number(pid), parseStat(await read(`/proc/${pid}/stat`))] as const),
  );
  return new Map(entries.filter((entry): entry is [number, ProcessStatus] => entry[1] !== undefined));
}

/** Reads `/proc/PID/stat`: `PID (NAME) STATE PARENT …`, where the name may hold anything, parentheses too. */
export function parseStat(stat: string): ProcessStatus | undefined {
  const fields = /^.*\) (.*)$/s.exec(stat)?.[1]?.split(" ").map(Number);
  if (fields === undefined) return undefined;
  const [, parent = 0, , , , , , , , , , user = 0, system = 0] = fields;
  return { parent, cpuMs: (user + system) * TICK_MS };
}

async function pssKb(pid: number): Promise<number> {
  return Number(/^Pss:\s+(\d+) kB$/m.exec(await read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

/** Empty for a process that has just ended. */
async function read(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return "";
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
