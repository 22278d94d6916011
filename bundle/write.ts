import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Replaces a file as a whole: a reader sees the old bytes or the new ones, never a part.
 * @param staging folder for the unfinished file, on the same file system; the file's own folder by default
 */
export async function writeAtomically(
  path: string,
  contents: string | Uint8Array,
  staging: string = dirname(path),
): Promise<void> {
  const unfinished = join(staging, `.${basename(path)}.${randomUUID()}.tmp`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(unfinished, contents, { mode: 0o644 });
  await rename(unfinished, path);
}

/**
 * Makes a folder hold these files and no others. Files that are equal already are left alone, so their modes and
 * times stay: Docker's and docker-build's caches hash both contents and modes.
 */
export async function writeFolder(directory: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await mkdir(directory, { recursive: true });
  const stale = (await readdir(directory)).filter((name) => !files.has(name));
  await Promise.all(stale.map((name) => rm(join(directory, name), { recursive: true, force: true })));
  for (const [name, contents] of files) {
    const path = join(directory, name);
    const present = await readFile(path).catch(() => undefined);
    if (present === undefined || !present.equals(contents))
      await writeAtomically(path, contents, dirname(directory));
  }
}
