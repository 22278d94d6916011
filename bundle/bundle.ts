import { resolve } from "node:path";
import { compile } from "./compile.ts";
import { isFresh, type Manifest, manifestOf, manifestPath, readManifest } from "./manifest.ts";
import type { BundleSource } from "./options.ts";
import type { CompiledBundle } from "./output.ts";
import { stampedOnce, type stampOf } from "./stamp.ts";
import { setModes, writeAtomically, writeFolder } from "./write.ts";

// It starts again with the next compilation.
export { stop as endService } from "esbuild";
export { BundleError, ServiceEnded } from "./bundle-error.ts";
export { compile } from "./compile.ts";
export { EditCompiler } from "./edit-compiler.ts";
export { bundleOf, type Manifest, readManifest } from "./manifest.ts";
export type { CompiledBundle } from "./output.ts";

/** A written bundle: the Docker context of the function's image, and what the local cloud runs. */
export interface Bundle {
  /** Folder, relative to the project: `.build/<name>`. */
  readonly directory: string;
  /** Lambda's handler string. */
  readonly handler: "handler.handler";
  /** Size of `handler.js` in bytes. */
  readonly bytes: number;
}

interface Waiting extends BundleSource {
  resolve(bundle: Bundle): void;
  reject(error: unknown): void;
}

const waiting = new Map<string, Waiting[]>();

/**
 * Bundles a function into `.build/<name>/`, unless what is there is made from just these files already.
 * Calls of the same tick are compiled in one pass.
 *
 * @param entry   path of the file that exports `handler`, relative to the project
 * @param name    the function's name: lower-case letters, digits and dashes
 * @param project the project's folder; the working directory by default, as Pulumi sets it
 * @throws BundleError with file, line and column when a source does not compile
 */
export function bundle(entry: string, name: string, project: string = process.cwd()): Promise<Bundle> {
  return new Promise((resolve, reject) => {
    const batch = waiting.get(project) ?? [];
    if (batch.length === 0) setImmediate(() => void bundleBatch(project));
    batch.push({ entry, name, resolve, reject });
    waiting.set(project, batch);
  });
}

/**
 * Bundles again what is no longer made from the files as they are.
 * @param directories folders of bundles, absolute; one that is none is left alone
 * @throws BundleError
 */
export async function refresh(directories: readonly string[], project: string): Promise<void> {
  const manifests = await Promise.all(directories.map(readManifest));
  const present = manifests.filter((manifest) => manifest !== undefined);
  await Promise.all(present.map(({ entry, name }) => bundle(entry, name, project)));
}

async function bundleBatch(project: string): Promise<void> {
  const batch = waiting.get(project) ?? [];
  waiting.delete(project);
  try {
    const stamp = stampedOnce();
    const fresh = await Promise.all(batch.map((source) => freshManifest(source, project, stamp)));
    const stale = batch.filter((_, index) => fresh[index] === undefined);
    const made = stale.length === 0 ? [] : await compile(stale, project);
    const written = await Promise.all(made.map((compiled) => writeBundle(compiled, project)));
    const bundles = new Map([...fresh, ...written].map((manifest) => [manifest?.name, manifest]));
    for (const source of batch) source.resolve(describe(source, bundles.get(source.name)));
  } catch (error) {
    for (const source of batch) source.reject(error);
  }
}

/** Writes a compiled bundle's folder and, beside it, its manifest. */
export async function writeBundle(compiled: CompiledBundle, project: string): Promise<Manifest> {
  const directory = resolve(project, directoryOf(compiled.source));
  const manifest = await manifestOf(compiled);
  await writeFolder(directory, compiled.files);
  await writeAtomically(manifestPath(directory), JSON.stringify(manifest));
  return manifest;
}

async function freshManifest(
  source: BundleSource,
  project: string,
  stamp: typeof stampOf,
): Promise<Manifest | undefined> {
  const directory = resolve(project, directoryOf(source));
  const manifest = await readManifest(directory);
  if (manifest === undefined || !(await isFresh(manifest, source.entry, directory, project, stamp)))
    return undefined;
  await setModes(directory, Object.keys(manifest.outputs));
  return manifest;
}

function directoryOf({ name }: BundleSource): string {
  return `.build/${name}`;
}

function describe(source: BundleSource, manifest: Manifest | undefined): Bundle {
  return { directory: directoryOf(source), handler: "handler.handler", bytes: manifest?.bytes ?? 0 };
}
