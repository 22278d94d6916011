import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalError } from "./emulator.ts";
import { takeLockFile } from "./process/lock-file.ts";

/** Its name, and how those begin that are there while it is taken. */
const LOCK = "run.lock";

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
  const taken = takeLockFile(join(path, LOCK));
  if ("holder" in taken) {
    throw new LocalError(
      `npm start: stack ${stack} runs already (pid ${taken.holder}). Stop it, or use --ephemeral or another --stack.`,
    );
  }
  return { path, release: taken.release };
}

/** A folder of its own for a run that keeps nothing. */
export async function temporaryDataDirectory(): Promise<DataDirectory> {
  const path = await mkdtemp(join(tmpdir(), "lambdock-"));
  return { path, release: () => rmSync(path, { recursive: true, force: true }) };
}

/** Removes all that a held folder has, but for locks. @returns what was removed, with sizes */
export function emptyDataDirectory({ path }: DataDirectory, announce: (line: string) => void): void {
  for (const name of readdirSync(path).filter((entry) => !entry.startsWith(LOCK))) {
    const target = join(path, name);
    announce(`Removing ${target} (${describeSize(sizeOf(target))})`);
    rmSync(target, { recursive: true, force: true });
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
