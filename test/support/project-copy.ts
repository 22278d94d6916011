import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { writeAtomically } from "../../bundle/write.ts";

/** What a Pulumi project with this program consists of. */
const PARTS = [
  "index.ts",
  "settings.ts",
  "settings",
  "components",
  "services",
  "functions",
  "bundle",
  "payload",
  "package.json",
];
const STACKS = ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.test.yaml"];

/** A copy of the project that a test may edit. */
export interface ProjectCopy {
  readonly directory: string;
  /** Replaces text in a file. @throws Error when it is not there */
  edit(file: string, from: string, to: string): Promise<void>;
  remove(): Promise<void>;
}

export async function copyProject(): Promise<ProjectCopy> {
  const directory = await copyParts([...PARTS, ...STACKS]);
  return {
    directory,
    async edit(file, from, to) {
      const path = join(directory, file);
      const text = await readFile(path, "utf8");
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      // Whoever watches sees one state or the other, as with an editor that replaces the file.
      await writeAtomically(path, text.replace(from, to));
    },
    remove: () => rm(directory, { recursive: true, maxRetries: 10 }),
  };
}

/**
 * Copies files and folders of the project to a new place. What was compiled of them stays good there: bundles, because
 * times are kept, and V8's cache, which both places share.
 * @returns the copy's folder
 */
export async function copyParts(parts: readonly string[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "project-"));
  const there = [...parts, ".build"].filter((part) => existsSync(part));
  // A file that another process is about to rename goes away while it is copied.
  const filter = (path: string) => basename(path) !== ".lambdock" && !path.endsWith(".tmp");
  for (const part of there)
    await cp(part, join(directory, part), { recursive: true, preserveTimestamps: true, filter });
  await symlink(join(process.cwd(), "node_modules"), join(directory, "node_modules"));
  await shareCompileCache(directory);
  return directory;
}

/** @param project a folder in which the local cloud will run */
export async function shareCompileCache(project: string): Promise<void> {
  const cache = join(process.cwd(), ".lambdock/cache");
  await mkdir(cache, { recursive: true });
  await mkdir(join(project, ".lambdock"), { recursive: true });
  await symlink(cache, join(project, ".lambdock/cache"));
}
