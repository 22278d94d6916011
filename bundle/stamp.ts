import { statSync } from "node:fs";

/** What tells one state of a file from the next without reading it: size and modification time, or that it is absent. */
export function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? "absent" : `${found.size}@${found.mtimeMs}`;
}
