import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SOURCES = ["functions", "payload", "package.json"];
const BUNDLE = [".build/data", ".build/data.bundle.json"];

/** The files of a bundle. */
export const FILES = ["handler.js", "server.js", "lazy.js", "package.json"];

/** What a bundle in a project's folder holds, in the order of `FILES`. */
export function contents(folder: string, name: string): Promise<string[]> {
  return Promise.all(FILES.map((file) => readFile(join(folder, ".build", name, file), "utf8")));
}

interface ProjectFolderOptions {
  /** Without the bundles that this project has: the first of each is compiled. */
  readonly unbundled?: boolean;
}

/** Folders with what bundling reads, each a project of its own; removed after all tests. */
export function projectFolders(): (options?: ProjectFolderOptions) => Promise<string> {
  const folders: string[] = [];
  after(async () => {
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, maxRetries: 10 })));
  });
  return async ({ unbundled = false } = {}) => {
    const folder = await mkdtemp(join(tmpdir(), "bundle-"));
    folders.push(folder);
    const parts = unbundled ? SOURCES : [...SOURCES, ...BUNDLE.filter((part) => existsSync(part))];
    // Times are kept: what was compiled of them stays good.
    for (const part of parts)
      await cp(part, join(folder, part), { recursive: true, preserveTimestamps: true });
    await symlink(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
    return folder;
  };
}
