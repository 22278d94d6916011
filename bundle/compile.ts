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
 * One CommonJS file a function, minified. `module` before `main` lets esbuild drop what is not used, and
 * turning dynamic imports into requires pulls the AWS SDK's lazy chunks into the one file: half the cold start.
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
function optionsFor(sources: readonly BundleSource[], project: string) {
  const entryPoints = sources.flatMap(({ name, entry }) => [
    { in: resolve(project, entry), out: `${name}/handler` },
    { in: SERVER_ENTRY, out: `${name}/server` },
  ]);
  return { ...OPTIONS, absWorkingDir: project, entryPoints };
}

type Result = BuildResult<ReturnType<typeof optionsFor>>;

/**
 * Compiles several functions in one pass.
 * @throws BundleError with every syntax or resolution error.
 */
export async function compile(sources: readonly BundleSource[], project: string): Promise<CompiledBundle[]> {
  const result = await build(optionsFor(sources, project)).catch(raise);
  return sources.map((source) => collect(result, source, project));
}

/** Compiles one function again and again: what was not edited is not parsed again. */
export class IncrementalCompiler {
  readonly #source: BundleSource;
  readonly #project: string;
  readonly #context: Promise<BuildContext<ReturnType<typeof optionsFor>>>;

  constructor(source: BundleSource, project: string) {
    this.#source = source;
    this.#project = project;
    this.#context = context(optionsFor([source], project));
  }

  /** @throws BundleError; the compiler stays usable. */
  async compile(): Promise<CompiledBundle> {
    const result = await (await this.#context).rebuild().catch(raise);
    return collect(result, this.#source, this.#project);
  }

  /** Has a compilation that is under way fail. */
  async cancel(): Promise<void> {
    await (await this.#context).cancel();
  }

  async dispose(): Promise<void> {
    await (await this.#context).dispose();
  }
}

function collect(result: Result, source: BundleSource, project: string): CompiledBundle {
  const contents = new Map(result.outputFiles.map((file) => [relative(project, file.path), file.contents]));
  return {
    source,
    files: new Map([
      ["handler.js", outputOf(contents, `.build/${source.name}/handler.js`)],
      ["server.js", outputOf(contents, `.build/${source.name}/server.js`)],
      ["package.json", PACKAGE_JSON],
    ]),
    inputs: inputsOf(result.metafile, source.name),
  };
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
  return [...read].sort();
}

function explain(failure: BuildFailure): string {
  if (!Array.isArray(failure.errors)) return String(failure);
  return failure.errors
    .map(({ text, location }) =>
      location === null ? text : `${location.file}:${location.line}:${location.column + 1}: ${text}`,
    )
    .join("\n");
}
