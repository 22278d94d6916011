import { probe } from "../command.ts";

/** The short commit that is checked out; undefined where files differ from it, or there is no Git. */
export function revision(): string | undefined {
  const changes = probe(["git", "status", "--porcelain"]);
  if (changes.status !== 0 || changes.stdout.trim() !== "") return undefined;
  const commit = probe(["git", "rev-parse", "--short", "HEAD"]);
  return commit.status === 0 ? commit.stdout.trim() : undefined;
}
