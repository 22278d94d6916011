import { statSync } from "node:fs";
import { resolve } from "node:path";

/**
 * What tells one state of a file from the next without reading it: size and modification time, or that it is absent. A
 * copy that keeps times keeps milliseconds, no parts of them.
 */
export function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? "absent" : `${found.size}@${Math.round(found.mtimeMs)}`;
}

/** File systems take their times from a clock that may be this far behind, in milliseconds. */
const CLOCK_TICK_MS = 10;

/** Whether a file or a folder has changed since a time. @param time milliseconds since the epoch */
export function isEditedSince(time: number, path: string): boolean {
  const edited = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  // One from the future has not been edited now.
  return edited !== undefined && edited >= time - CLOCK_TICK_MS && edited <= Date.now();
}

/** Synchronous: a bundle has hundreds of inputs, and asking the thread pool for each takes ten times as long. */
export function stampsOf(
  paths: readonly string[],
  project: string,
  stamp: typeof stampOf = stampOf,
): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, stamp(resolve(project, path))]));
}

/** Asks for each file once: bundles that are made at the same time have most of their inputs in common. */
export function stampedOnce(): typeof stampOf {
  const stamps = new Map<string, string>();
  return (path) => {
    const stamp = stamps.get(path) ?? stampOf(path);
    stamps.set(path, stamp);
    return stamp;
  };
}
