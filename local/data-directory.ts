import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalError } from "./emulator.ts";

/** The folder with a stack's data and logs, held by one run at a time. */
export interface DataDirectory {
  readonly path: string;
  /** Lets another run use it. */
  release(): void;
}

/**
 * Takes `.lambdock/<stack>/` for this run.
 * @throws LocalError when another run holds it, naming its process
 */
export function holdDataDirectory(project: string, stack: string): DataDirectory {
  const path = join(project, ".lambdock", stack);
  mkdirSync(path, { recursive: true });
  const lock = join(path, "run.lock");
  takeLock(lock, stack);
  return { path, release: () => rmSync(lock, { force: true }) };
}

/** A folder of its own for a run that keeps nothing. */
export async function temporaryDataDirectory(): Promise<DataDirectory> {
  const path = await mkdtemp(join(tmpdir(), "lambdock-"));
  return { path, release: () => rmSync(path, { recursive: true, force: true }) };
}

/** Removes all that a held folder has, but for the lock. @returns what was removed, with sizes */
export function emptyDataDirectory({ path }: DataDirectory, announce: (line: string) => void): void {
  for (const name of readdirSync(path).filter((entry) => entry !== "run.lock")) {
    const target = join(path, name);
    announce(`Removing ${target} (${describeSize(sizeOf(target))})`);
    rmSync(target, { recursive: true, force: true });
  }
}

/** Two attempts: the second after the lock of a dead process was cleared away. */
function takeLock(lock: string, stack: string, attempts = 2): void {
  try {
    writeFileSync(lock, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const pid = holderOf(lock);
    if (pid !== undefined || attempts === 1) {
      throw new LocalError(
        `npm start: stack ${stack} runs already (pid ${pid}). Stop it, or use --ephemeral or another --stack.`,
      );
    }
    rmSync(lock, { force: true });
    takeLock(lock, stack, attempts - 1);
  }
}

function holderOf(lock: string): number | undefined {
  try {
    const { pid, started } = JSON.parse(readFileSync(lock, "utf8")) as {
      pid: number;
      started: string | undefined;
    };
    process.kill(pid, 0);
    return startOf(pid) === started ? pid : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "EPERM" ? -1 : undefined;
  }
}

/** When a process started, as the kernel counts it: tells a process from a later one with the same number. */
function startOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19];
  } catch {
    return undefined;
  }
}

function sizeOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

function describeSize(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
