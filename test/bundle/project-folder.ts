import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Folders with what bundling reads, each a project of its own; removed after each test. */
export function projectFolders(): () => Promise<string> {
  const folders: string[] = [];
  afterEach(async () => {
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, maxRetries: 10 })));
  });
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), "bundle-"));
    folders.push(folder);
    for (const part of ["functions", "payload", "package.json"])
      await cp(part, join(folder, part), { recursive: true });
    await symlink(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
    return folder;
  };
}
