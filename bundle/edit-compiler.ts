import { mkdtemp, rm } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type BuildContext, build, context, type Metafile } from "esbuild";
import { raise } from "./bundle-error.ts";
import { type LazyFile, lazyFile } from "./lazy-file.ts";
import { LAZY_FILE, LazyParts } from "./lazy-parts.ts";
import { type BundleSource, entryPointsOf, OPTIONS } from "./options.ts";
import { type BundleOutput, type CompiledBundle, collect } from "./output.ts";

/** How the name of a folder with linked modules begins. */
const FOLDER = "lambdock-edits-";

/** What the function's own files import of node_modules, linked, and a compiler that takes it from there. */
interface Prepared {
  /** Every package that was imported then, as it was named. */
  readonly dependencies: readonly string[];
  /** Where those modules are. */
  readonly directory: string;
  readonly context: BuildContext<typeof OPTIONS>;
  readonly lazy: LazyFile;
}

/**
 * Compiles one function again and again while it is edited. Its dependencies are linked beforehand, into a few modules:
 * of some 600 files, all of which a compilation resolves and links anew, some 40 are left. The bundle does what the one of
 * the image does, but its bytes are others, so it is for this machine alone.
 */
export class EditCompiler {
  readonly #source: BundleSource;
  readonly #project: string;
  #prepared: Promise<Prepared> | undefined;

  constructor(source: BundleSource, project: string) {
    this.#source = source;
    this.#project = project;
  }

  /** Does what a first compilation has to do. @throws BundleError; the compiler stays usable */
  async makeReady(): Promise<void> {
    await (await this.#ready()).context.rebuild().catch(raise);
  }

  /** @throws BundleError; the compiler stays usable */
  async compile(): Promise<CompiledBundle> {
    const { context, dependencies } = await this.#ready();
    const result = await context.rebuild().catch(raise);
    const importsMore = importedOf(result.metafile).some((name) => !dependencies.includes(name));
    if (!importsMore) return this.#collect(result);
    // Linked beside the others, a module that they share would be two.
    await this.dispose();
    return this.#collect(await (await this.#ready()).context.rebuild().catch(raise));
  }

  /** Has a compilation that is under way fail. */
  async cancel(): Promise<void> {
    await (await this.#prepared?.catch(() => undefined))?.context.cancel();
  }

  async dispose(): Promise<void> {
    const prepared = await this.#prepared?.catch(() => undefined);
    this.#prepared = undefined;
    if (prepared === undefined) return;
    // With esbuild's process its contexts are gone.
    await prepared.context.dispose().catch(() => undefined);
    await rm(prepared.directory, { recursive: true, force: true });
  }

  async #collect(output: BundleOutput): Promise<CompiledBundle> {
    const { directory, lazy } = await this.#ready();
    const compiled = collect(output, this.#source, this.#project, lazy);
    const isOwn = ([path]: [string, string]) => !resolve(this.#project, path).startsWith(directory);
    const inputs = Object.fromEntries(Object.entries(compiled.inputs).filter(isOwn));
    return { ...compiled, inputs, isForEdits: true };
  }

  #ready(): Promise<Prepared> {
    this.#prepared ??= this.#prepare().catch((error: unknown) => {
      this.#prepared = undefined;
      throw error;
    });
    return this.#prepared;
  }

  async #prepare(): Promise<Prepared> {
    const options = { ...OPTIONS, absWorkingDir: this.#project };
    const entryPoints = entryPointsOf(this.#source, this.#project);
    const { metafile } = await build({ ...options, entryPoints, packages: "external" }).catch(raise);
    const dependencies = importedOf(metafile);
    const lazy = new LazyParts();
    const directory = await mkdtemp(join(tmpdir(), FOLDER));
    try {
      const linked = await build({
        ...options,
        format: "esm",
        splitting: true,
        minify: false,
        write: true,
        outdir: directory,
        entryPoints: dependencies.map((name, index) => ({ in: name, out: String(index) })),
        plugins: [lazy.plugin],
      }).catch(raise);
      const modules = modulesOf(linked.metafile, this.#project);
      const alias = dependencies.flatMap((name, index) => {
        const path = join(directory, `${index}.js`);
        return modules.has(path) ? [[name, path] as const] : [];
      });
      return {
        dependencies,
        directory,
        context: await context({
          ...options,
          entryPoints,
          alias: Object.fromEntries(alias),
          external: [`./${LAZY_FILE}`],
        }),
        lazy: await lazyFile(lazy.paths, this.#project),
      };
    } catch (error) {
      await rm(directory, { recursive: true, force: true });
      throw error;
    }
  }
}

/** The packages that a function's own files import, as they name them. */
function importedOf({ inputs }: Metafile): string[] {
  const own = Object.entries(inputs).filter(
    ([path]) => !path.includes("node_modules/") && !path.includes(FOLDER),
  );
  const names = own.flatMap(([, { imports }]) => imports.map(({ path, original = path }) => original));
  return [...new Set(names.filter((name) => !/^[./]/.test(name) && !isBuiltin(name)))].sort();
}

/** Those of the linked files, absolute, that have names to import: a CommonJS package has but the one, `default`. */
function modulesOf({ inputs, outputs }: Metafile, project: string): Set<string> {
  const isModule = ({ entryPoint }: Metafile["outputs"][string]) =>
    entryPoint !== undefined && inputs[entryPoint]?.format === "esm";
  const modules = Object.entries(outputs).filter(([, output]) => isModule(output));
  return new Set(modules.map(([path]) => resolve(project, path)));
}
