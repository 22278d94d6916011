import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "lambdock");

/**
 * A folder that is made once and kept between runs, outside the project.
 *
 * @param name holds the version, so that another version is another folder
 * @param make fills an empty folder; when it fails, nothing is kept
 */
export async function cachedFolder(
  name: string,
  make: (directory: string) => Promise<void>,
): Promise<string> {
  const directory = join(ROOT, name);
  if (existsSync(directory)) return directory;
  await mkdir(dirname(directory), { recursive: true });
  const unfinished = await mkdtemp(`${directory}.`);
  try {
    await make(unfinished);
    await rename(unfinished, directory);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return directory;
}
