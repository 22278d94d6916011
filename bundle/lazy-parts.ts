import type { OnResolveArgs, Plugin } from "esbuild";

/** The file beside the bundle that has them. */
export const LAZY_FILE = "lazy.js";

/**
 * What the AWS SDK imports when it is first needed, which on Lambda is never: credentials of other places than the
 * environment, and event streams. Within the bundle each would have every module that it shares with the rest kept
 * whole, and initialised one by one.
 */
const LAZY =
  /^(@aws-sdk\/(credential-provider-|nested-clients\/)|@smithy\/(credential-provider-imds|core\/event-streams)$)/;

/** What stands for them in the bundle. */
export const LAZY_NAMESPACE = "lazy";
/** Marks a resolution that is this plugin's own. */
const OWN = {};

/** Modules by the name under which they are imported. */
export type Parts = ReadonlyMap<string, string>;

/** Keeps lazy parts out of a bundle, and knows which ones it needs. */
export class LazyParts {
  readonly #paths = new Map<string, string>();

  /** Absolute paths by specifier. */
  get paths(): Parts {
    return this.#paths;
  }

  readonly plugin: Plugin = {
    name: "lazy-parts",
    setup: (esbuild) => {
      const isLazy = ({ kind, pluginData }: OnResolveArgs) => kind === "dynamic-import" && pluginData !== OWN;
      esbuild.onResolve({ filter: LAZY }, async (args) => {
        if (!isLazy(args)) return undefined;
        const { path, errors } = await esbuild.resolve(args.path, {
          kind: args.kind,
          importer: args.importer,
          resolveDir: args.resolveDir,
          pluginData: OWN,
        });
        const known = this.#paths.get(args.path) ?? path;
        // Of two versions, the second stays in the bundle.
        if (errors.length > 0 || known !== path) return undefined;
        this.#paths.set(args.path, path);
        return { path: args.path, namespace: LAZY_NAMESPACE };
      });
      esbuild.onLoad({ filter: /.*/, namespace: LAZY_NAMESPACE }, ({ path }) => ({
        contents: `module.exports = require("./${LAZY_FILE}")[${JSON.stringify(path)}]();`,
        loader: "js",
      }));
      esbuild.onResolve({ filter: /.*/, namespace: LAZY_NAMESPACE }, ({ path }) => ({
        path,
        external: true,
      }));
    },
  };
}

/** The source of the file that has these parts, each a function that loads it. */
export function lazySource(parts: Parts): string {
  return [...parts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, path]) => `exports[${JSON.stringify(name)}] = () => require(${JSON.stringify(path)});`)
    .join("\n");
}
