import { readdir, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { CompiledBundle } from "./output.ts";
import { type stampOf, stampsOf } from "./stamp.ts";
import { digest, toolchain } from "./toolchain.ts";

/**
 * What a bundle was made from. It stands beside the bundle's folder, not in it: only what the function needs may
 * enter the image.
 */
export interface Manifest {
  readonly name: string;
  readonly entry: string;
  /** Bytes of `handler.js`. */
  readonly bytes: number;
  /** Files that went in, relative to the project, with size and modification time. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Digest of each written file. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What made it: another esbuild or other options make another bundle. */
  readonly toolchain: string;
}

const EXTENSION = ".bundle.json";

/** Path of a bundle's manifest, given its folder: `.build/messages` has `.build/messages.bundle.json`. */
export function manifestPath(directory: string): string {
  return `${directory}${EXTENSION}`;
}

/** The folder of the bundle that a manifest is of; undefined for the path of another file. */
export function bundleOf(path: string): string | undefined {
  return path.endsWith(EXTENSION) ? path.slice(0, -EXTENSION.length) : undefined;
}

/** @returns undefined where the folder is not one of our bundles. */
export async function readManifest(directory: string): Promise<Manifest | undefined> {
  try {
    return JSON.parse(await readFile(manifestPath(directory), "utf8")) as Manifest;
  } catch {
    return undefined;
  }
}

/** What a bundle that was just compiled is made from. */
export async function manifestOf({ source, ...made }: CompiledBundle): Promise<Manifest> {
  return {
    name: source.name,
    entry: source.entry,
    bytes: made.files.get("handler.js")?.byteLength ?? 0,
    inputs: made.inputs,
    outputs: Object.fromEntries([...made.files].map(([file, contents]) => [file, digest(contents)])),
    toolchain: made.isForEdits ? "for edits" : await toolchain(),
  };
}

/** Whether a bundle of this entry would come out as it stands: no input and no written file has changed since. */
export async function isFresh(
  manifest: Manifest,
  entry: string,
  directory: string,
  project: string,
  stamp: typeof stampOf,
): Promise<boolean> {
  if (manifest.entry !== entry || manifest.toolchain !== (await toolchain())) return false;
  // A stray file, of an editor or a file manager, would be part of the image's context.
  const present = await readdir(directory).catch(() => []);
  if (present.some((name) => manifest.outputs[name] === undefined)) return false;
  const stamps = stampsOf(Object.keys(manifest.inputs), project, stamp);
  if (Object.entries(manifest.inputs).some(([path, stamp]) => stamps[path] !== stamp)) return false;
  const written = await Promise.all(
    Object.entries(manifest.outputs).map(async ([file, expected]) => {
      const contents = await readFile(resolve(directory, file)).catch(() => undefined);
      return contents !== undefined && digest(contents) === expected;
    }),
  );
  return written.every(Boolean);
}
