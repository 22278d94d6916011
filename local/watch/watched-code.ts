import { globSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Manifest, readManifest } from "../../bundle/bundle.ts";
import type { DeclaredProgram } from "../program/declared.ts";

/** A running function and the folder of its code, absolute. */
export interface WatchedFunction {
  readonly name: string;
  readonly directory: string;
  /** What its image is built by, absolute. */
  readonly dockerfile?: string;
}

/** What an edit can touch of one function. */
export interface WatchedCode {
  readonly function: WatchedFunction;
  /** Absent where the folder is no bundle of ours: then its files are the code itself. */
  readonly manifest?: Manifest;
  readonly files: ReadonlySet<string>;
}

/**
 * Files that have the program evaluated again: its own, what says how it and its dependencies are taken, and what its
 * images are built by.
 */
export function programFiles(
  { directory, stack, sources }: DeclaredProgram,
  functions: readonly WatchedFunction[],
): string[] {
  const config = ["Pulumi.yaml", `Pulumi.${stack}.yaml`, "package.json"].map((name) => join(directory, name));
  return [...sources, ...config, ...functions.flatMap(({ dockerfile }) => dockerfile ?? [])];
}

/** @param before the files that its folder had: those that went away may come back */
export async function watchedCode(
  fn: WatchedFunction,
  project: string,
  before: Iterable<string> = [],
): Promise<WatchedCode> {
  const manifest = await readManifest(fn.directory);
  if (manifest === undefined)
    return { function: fn, files: new Set([...before, ...filesBelow(fn.directory)]) };
  const inputs = Object.keys(manifest.inputs).filter((path) => !path.includes("node_modules/"));
  return { function: fn, manifest, files: new Set(inputs.map((path) => resolve(project, path))) };
}

function filesBelow(directory: string): string[] {
  return globSync("**/*", { cwd: directory, exclude: (name) => dirname(name).includes("node_modules") }).map(
    (name) => join(directory, name),
  );
}
