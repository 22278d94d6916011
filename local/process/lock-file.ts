import { randomUUID } from "node:crypto";
import { constants, copyFileSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { startOf } from "./process-start.ts";

/** What came of an attempt to take a lock file: it is held, or another process has it. */
export type Taken = { readonly release: () => void } | { readonly holder: number };

/** What a lock file says. */
interface Holder {
  readonly pid: number;
  /** As `startOf` tells it. */
  readonly started?: string;
}

/**
 * Takes a lock file, also from a process that is gone. The file is there with its whole content or not at all, and however
 * many try at once, one has it.
 */
export function takeLockFile(path: string): Taken {
  const id = randomUUID();
  const content = JSON.stringify({ pid: process.pid, started: startOf(process.pid), id });
  const draft = `${path}.${id}`;
  writeFileSync(draft, content);
  try {
    const holder = put(draft, path);
    return holder === undefined ? { release: () => removeOwn(path, content) } : { holder };
  } finally {
    rmSync(draft, { force: true });
  }
}

/** @returns the process that has the lock, undefined when the draft is the lock now */
function put(draft: string, path: string): number | undefined {
  for (;;) {
    if (isLinked(draft, path)) return undefined;
    const found = holderOf(path);
    if (typeof found === "number") return found;
    // It was released meanwhile.
    if (found === "absent") continue;
    const holder = replaceAbandoned(draft, path);
    if (holder !== "none") return holder;
  }
}

/**
 * Puts the draft in the place of a lock whose process is gone. Who does that has a lock for it: what others put there
 * meanwhile would be lost otherwise.
 * @returns the process that does it already, undefined when the draft is the lock now, `none` when it was not abandoned
 */
function replaceAbandoned(draft: string, path: string): number | undefined | "none" {
  const replacing = takeLockFile(`${path}.replacing`);
  if ("holder" in replacing) return replacing.holder;
  try {
    if (holderOf(path) !== "gone") return "none";
    renameSync(draft, path);
    return undefined;
  } finally {
    replacing.release();
  }
}

/** How a file system says that it has no links. */
const NO_LINKS: ReadonlySet<string | undefined> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

function isLinked(draft: string, path: string): boolean {
  return isMade(() => {
    try {
      linkSync(draft, path);
    } catch (error) {
      if (!NO_LINKS.has((error as NodeJS.ErrnoException).code)) throw error;
      copyFileSync(draft, path, constants.COPYFILE_EXCL);
    }
  });
}

/** @returns false when the file is there already */
function isMade(make: () => void): boolean {
  try {
    make();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function holderOf(path: string): number | "gone" | "absent" {
  const content = read(path);
  if (content === undefined) return "absent";
  const holder = parse(content);
  return holder !== undefined && isAlive(holder) ? holder.pid : "gone";
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** @returns undefined for what no process has written so */
function parse(content: string): Holder | undefined {
  try {
    const holder = JSON.parse(content) as Holder;
    return Number.isInteger(holder.pid) && holder.pid > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is there all the same.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = startOf(pid);
  return now === undefined || started === undefined || now === started;
}

function removeOwn(path: string, content: string): void {
  if (read(path) === content) rmSync(path, { force: true });
}
