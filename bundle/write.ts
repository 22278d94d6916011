import { randomUUID } from "node:crypto";
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
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
  await writeFile(unfinished, contents);
  await rename(unfinished, path);
}

/**
 * Makes a folder hold these files and no others. Files that are equal already are left alone, so their times stay.
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
  await setModes(directory, [...files.keys()]);
}

/**
 * Gives files the one mode that they have everywhere. A new file's depends on its user's umask, and docker-build hashes
 * modes beside contents: it would build every image anew for who has another umask than the last who deployed.
 */
export async function setModes(directory: string, names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => chmod(join(directory, name), 0o644)));
}
