import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
  const directory = await mkdtemp(join(tmpdir(), "project-"));
  for (const part of [...PARTS, ...STACKS]) await cp(part, join(directory, part), { recursive: true });
  await symlink(join(process.cwd(), "node_modules"), join(directory, "node_modules"));
  return {
    directory,
    async edit(file, from, to) {
      const path = join(directory, file);
      const text = await readFile(path, "utf8");
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      await writeFile(path, text.replace(from, to));
    },
    remove: () => rm(directory, { recursive: true, maxRetries: 10 }),
  };
}
