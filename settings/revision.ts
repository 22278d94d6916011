import { spawnSync } from "node:child_process";

/** How Git is asked: it must not wait for, or take, the lock of somebody who is committing. */
const DESCRIBE = ["--no-optional-locks", "describe", "--always", "--exclude=*", "--dirty"];

/**
 * The commit that is checked out, shortened, and `-dirty` after it where files differ from it. It goes into an output
 * and never into a resource, so that a commit changes nothing that it does not touch.
 * @param folder of the checkout
 * @returns undefined where there is no Git, or no commit
 */
export function revision(folder: string): string | undefined {
  const { status, stdout } = spawnSync("git", DESCRIBE, { cwd: folder, encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}
