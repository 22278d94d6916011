import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type BuildContext,
  type BuildFailure,
  type BuildOptions,
  type BuildResult,
  build,
  context,
  type Metafile,
} from "esbuild";
import { LAZY_FILE, LAZY_NAMESPACE, LazyParts, lazySource } from "./lazy-parts.ts";

/** What to bundle: `entry` exports `handler`; `name` is the function's name and its folder's. */
export interface BundleSource {
  readonly name: string;
  /** Path of the entry, relative to the project. */
  readonly entry: string;
}

/** A compiled function, not yet written. */
export interface CompiledBundle {
  readonly source: BundleSource;
  /** File name to contents; the whole Docker context. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Every file that went in, relative to the project. */
  readonly inputs: readonly string[];
}

/** A bundle can't be made. The message names file, line and column. */
export class BundleError extends Error {
  override readonly name = "BundleError";
}

/** The plain HTTP server of the `server` image: it loads `handler.js` from its own folder. */
const SERVER_ENTRY = fileURLToPath(new URL("../payload/main.ts", import.meta.url));

/**
 * One CommonJS file a function, minified, and one beside it for what the AWS SDK hardly ever loads. `module` before
 * `main` lets esbuild drop what is not used; dynamic imports become requires, which are there sooner.
 * No option depends on the machine or the clock, so equal sources give equal bytes.
 */
const OPTIONS = {
  bundle: true,
  platform: "node",
  target: "node24",
  format: "cjs",
  minify: true,
  mainFields: ["module", "main"],
  supported: { "dynamic-import": false },
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "silent",
  outdir: ".build",
} as const satisfies BuildOptions;

/** Lambda's loader and Node take `handler.js` for CommonJS only if the nearest package.json says so. */
const PACKAGE_JSON = new TextEncoder().encode('{"type":"commonjs"}\n');

/** How esbuild makes these functions: what they share is parsed once, and the bytes are those of a pass of its own. */
function optionsFor(sources: readonly BundleSource[], project: string, lazy: LazyParts) {
  const entryPoints = sources.flatMap(({ name, entry }) => [
    { in: resolve(project, entry), out: `${name}/handler` },
    { in: SERVER_ENTRY, out: `${name}/server` },
  ]);
  return { ...OPTIONS, absWorkingDir: project, entryPoints, plugins: [lazy.plugin] };
}

type Result = BuildResult<ReturnType<typeof optionsFor>>;

/**
 * Compiles several functions in one pass.
 * @throws BundleError with every syntax or resolution error.
 */
export async function compile(sources: readonly BundleSource[], project: string): Promise<CompiledBundle[]> {
  const lazy = new LazyParts();
  const result = await build(optionsFor(sources, project, lazy)).catch(raise);
  return Promise.all(sources.map((source) => collect(result, source, project, lazy)));
}

/** Which files make up which bytes of a function's `handler.js`. */
export async function contentsOf(source: BundleSource, project: string) {
  const { metafile } = await build(optionsFor([source], project, new LazyParts())).catch(raise);
  return metafile.outputs[`.build/${source.name}/handler.js`];
}

/** Compiles one function again and again: what was not edited is not parsed again. */
export class IncrementalCompiler {
  readonly #source: BundleSource;
  readonly #project: string;
  readonly #lazy = new LazyParts();
  readonly #context: Promise<BuildContext<ReturnType<typeof optionsFor>>>;

  constructor(source: BundleSource, project: string) {
    this.#source = source;
    this.#project = project;
    this.#context = context(optionsFor([source], project, this.#lazy));
  }

  /** @throws BundleError; the compiler stays usable. */
  async compile(): Promise<CompiledBundle> {
    const result = await (await this.#context).rebuild().catch(raise);
    return collect(result, this.#source, this.#project, this.#lazy);
  }

  /** Has a compilation that is under way fail. */
  async cancel(): Promise<void> {
    await (await this.#context).cancel();
  }

  async dispose(): Promise<void> {
    await (await this.#context).dispose();
  }
}

async function collect(
  result: Result,
  source: BundleSource,
  project: string,
  lazy: LazyParts,
): Promise<CompiledBundle> {
  const contents = new Map(result.outputFiles.map((file) => [relative(project, file.path), file.contents]));
  const parts = await lazyFile(partsOf(result.metafile, source.name, lazy), project);
  return {
    source,
    files: new Map([
      ["handler.js", outputOf(contents, `.build/${source.name}/handler.js`)],
      ["server.js", outputOf(contents, `.build/${source.name}/server.js`)],
      [LAZY_FILE, parts.contents],
      ["package.json", PACKAGE_JSON],
    ]),
    inputs: [...new Set([...inputsOf(result.metafile, source.name), ...parts.inputs])].sort(),
  };
}

interface LazyFile {
  readonly contents: Uint8Array;
  readonly inputs: readonly string[];
}

/** By source and project: it changes when dependencies do, and then this process is started again. */
const lazyFiles = new Map<string, Promise<LazyFile>>();

function lazyFile(parts: ReadonlyMap<string, string>, project: string): Promise<LazyFile> {
  const source = lazySource(parts);
  const key = `${project}\n${source}`;
  const file = lazyFiles.get(key) ?? compileLazyFile(source, project);
  lazyFiles.set(key, file);
  return file;
}

async function compileLazyFile(source: string, project: string): Promise<LazyFile> {
  const stdin = { contents: source, resolveDir: project, sourcefile: LAZY_FILE };
  const { outputFiles, metafile } = await build({ ...OPTIONS, absWorkingDir: project, stdin }).catch(raise);
  const inputs = Object.keys(metafile.inputs).filter((path) => path !== LAZY_FILE);
  return { contents: outputFiles[0]?.contents ?? new Uint8Array(), inputs };
}

/** The lazy parts that one of the bundles needs. */
function partsOf(metafile: Metafile, name: string, lazy: LazyParts): ReadonlyMap<string, string> {
  const inputs = metafile.outputs[`.build/${name}/handler.js`]?.inputs ?? {};
  return new Map([...lazy.paths].filter(([specifier]) => `${LAZY_NAMESPACE}:${specifier}` in inputs));
}

function raise(failure: BuildFailure): never {
  throw new BundleError(explain(failure));
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

function explain(failure: BuildFailure): string {
  if (!Array.isArray(failure.errors)) return String(failure);
  return failure.errors
    .map(({ text, location }) =>
      location === null ? text : `${location.file}:${location.line}:${location.column + 1}: ${text}`,
    )
    .join("\n");
}
