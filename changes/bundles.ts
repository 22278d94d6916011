import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { DeclaredProgram } from "../local/program/declared.ts";
import { ofType, recordOf, textOf } from "../rules/values.ts";

/** What goes into one function's image beside its base. */
export interface Bundle {
  readonly name: string;
  readonly bytes: number;
}

/** Sizes of the images' contexts, which the evaluation of the program has just written. */
export async function bundlesOf({ resources, directory }: DeclaredProgram): Promise<Bundle[]> {
  const contexts = ofType(resources, "docker-build:index:Image").flatMap(({ name, inputs }) => {
    const location = textOf(recordOf(inputs.context).location);
    return location === undefined ? [] : [{ name, folder: resolve(directory, location) }];
  });
  return Promise.all(contexts.map(async ({ name, folder }) => ({ name, bytes: await sizeOf(folder) })));
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
