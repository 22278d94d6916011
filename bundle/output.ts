import { relative } from "node:path";
import type { Metafile, OutputFile } from "esbuild";
import { BundleError } from "./bundle-error.ts";
import type { LazyFile } from "./lazy-file.ts";
import { LAZY_FILE, LAZY_NAMESPACE } from "./lazy-parts.ts";
import type { BundleSource } from "./options.ts";
import { stampsOf } from "./stamp.ts";

/** A compiled function, not yet written. */
export interface CompiledBundle {
  readonly source: BundleSource;
  /** File name to contents; the whole Docker context. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Every file that went in, relative to the project, with what tells the state that it had. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Its bytes are others than those of the image: it is compiled again where they count. */
  readonly isForEdits?: true;
}

/** What esbuild gives. */
export interface BundleOutput {
  readonly outputFiles: readonly OutputFile[];
  readonly metafile: Metafile;
}

/** Lambda's loader and Node take `handler.js` for CommonJS only if the nearest package.json says so. */
const PACKAGE_JSON = new TextEncoder().encode('{"type":"commonjs"}\n');

/** One function's part of what esbuild gave. */
export function collect(
  { outputFiles, metafile }: BundleOutput,
  source: BundleSource,
  project: string,
  lazy: LazyFile,
): CompiledBundle {
  const contents = new Map(outputFiles.map((file) => [relative(project, file.path), file.contents]));
  return {
    source,
    files: new Map([
      ["handler.js", outputOf(contents, `.build/${source.name}/handler.js`)],
      ["server.js", outputOf(contents, `.build/${source.name}/server.js`)],
      [LAZY_FILE, lazy.contents],
      ["package.json", PACKAGE_JSON],
    ]),
    // Before anybody looks for edits: one that comes later makes another stamp.
    inputs: stampsOf([...new Set([...inputsOf(metafile, source.name), ...lazy.inputs])].sort(), project),
  };
}

function outputOf(contents: ReadonlyMap<string, Uint8Array>, path: string): Uint8Array {
  const found = contents.get(path);
  if (found === undefined) throw new BundleError(`esbuild wrote no ${path}.`);
  return found;
}

function inputsOf(metafile: Metafile, name: string): string[] {
  const outputs = [`.build/${name}/handler.js`, `.build/${name}/server.js`];
  const inputs = outputs.flatMap((output) => Object.keys(metafile.outputs[output]?.inputs ?? {}));
  // A file that was read but left no byte (types, re-exports) can still change the bundle when it is edited.
  const read = new Set(inputs);
  for (const input of read) {
    for (const { path, external } of metafile.inputs[input]?.imports ?? [])
      if (external !== true) read.add(path);
  }
  return [...read].filter((path) => !path.startsWith(`${LAZY_NAMESPACE}:`));
}
