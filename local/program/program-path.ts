import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { LocalError } from "../emulator.ts";

/** What Pulumi runs of a folder, the first that is there. */
const MAIN_FILES = ["index.ts", "index.mts", "index.js", "index.mjs"];

/**
 * The folder of the project that a program belongs to: of a file the nearest one above it with a `Pulumi.yaml`.
 * @param program a program file or a project's folder
 * @throws LocalError when it is neither
 */
export function projectDirectory(program: string): string {
  const path = resolve(program);
  const found = statSync(path, { throwIfNoEntry: false });
  const option = "Use --program with a program file or the folder of a Pulumi project.";
  if (found === undefined) throw new LocalError(`There is no ${path}. ${option}`);
  if (found.isDirectory()) {
    if (hasProject(path)) return path;
    throw new LocalError(`${path} has no Pulumi.yaml. ${option}`);
  }
  if (!/\.[cm]?[jt]s$/.test(path)) throw new LocalError(`${path} is no TypeScript or JavaScript. ${option}`);
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (hasProject(folder)) return folder;
    if (folder === dirname(folder))
      throw new LocalError(`No Pulumi.yaml stands beside or above ${path}. ${option}`);
  }
}

/**
 * The file that is run: the program itself, or what its project names.
 * @param main of `Pulumi.yaml`, a file or a folder
 * @throws LocalError when there is none
 */
export function programFile(program: string, directory: string, main = "."): string {
  const path = resolve(program);
  if (path !== directory) return path;
  const named = join(directory, main);
  const files = MAIN_FILES.map((file) => join(named, file));
  const file = [named, ...files].find((one) => statSync(one, { throwIfNoEntry: false })?.isFile());
  if (file !== undefined) return file;
  throw new LocalError(
    `${join(directory, "Pulumi.yaml")}: there is no program at ${named}. Name its file in main, or add index.ts.`,
  );
}

function hasProject(folder: string): boolean {
  return existsSync(join(folder, "Pulumi.yaml"));
}
