import { resolve } from "node:path";
import { build, type Metafile } from "esbuild";
import { raise } from "./bundle-error.ts";
import { lazyFile } from "./lazy-file.ts";
import { LAZY_NAMESPACE, LazyParts, type Parts } from "./lazy-parts.ts";
import { type BundleSource, entryPointsOf, OPTIONS } from "./options.ts";
import { type CompiledBundle, collect } from "./output.ts";
import { isEditedSince } from "./stamp.ts";

/**
 * Compiles several functions in one pass: what they share is parsed once, and the bytes are those of a pass of its own.
 * What was edited meanwhile is compiled again, or a bundle of the state before could be taken for one of the state after.
 * @throws BundleError with every syntax or resolution error.
 */
export async function compile(sources: readonly BundleSource[], project: string): Promise<CompiledBundle[]> {
  const began = Date.now();
  const lazy = new LazyParts();
  const result = await build(optionsFor(sources, project, lazy)).catch(raise);
  const compiled = await Promise.all(
    sources.map(async (source) => {
      const parts = partsOf(result.metafile, source.name, lazy);
      return collect(result, source, project, await lazyFile(parts, project));
    }),
  );
  const inputs = compiled.flatMap((bundle) => Object.keys(bundle.inputs));
  const own = inputs.filter((path) => !path.includes("node_modules/"));
  const isEdited = own.some((path) => isEditedSince(began, resolve(project, path)));
  return isEdited ? compile(sources, project) : compiled;
}

/** Which files make up which bytes of a function's `handler.js`. */
export async function contentsOf(source: BundleSource, project: string) {
  const { metafile } = await build(optionsFor([source], project, new LazyParts())).catch(raise);
  return metafile.outputs[`.build/${source.name}/handler.js`];
}

function optionsFor(sources: readonly BundleSource[], project: string, lazy: LazyParts) {
  const entryPoints = sources.flatMap((source) => entryPointsOf(source, project));
  return { ...OPTIONS, absWorkingDir: project, entryPoints, plugins: [lazy.plugin] };
}

/** The lazy parts that one of the bundles needs. */
function partsOf(metafile: Metafile, name: string, lazy: LazyParts): Parts {
  const inputs = metafile.outputs[`.build/${name}/handler.js`]?.inputs ?? {};
  return new Map([...lazy.paths].filter(([specifier]) => `${LAZY_NAMESPACE}:${specifier}` in inputs));
}
