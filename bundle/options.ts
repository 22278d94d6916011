import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";

/** What to bundle: `entry` exports `handler`; `name` is the function's name and its folder's. */
export interface BundleSource {
  readonly name: string;
  /** Path of the entry, relative to the project. */
  readonly entry: string;
}

/** The plain HTTP server of the `server` image: it loads `handler.js` from its own folder. */
const SERVER_ENTRY = fileURLToPath(new URL("../payload/main.ts", import.meta.url));

/**
 * One CommonJS file a function, minified, and one beside it for what the AWS SDK hardly ever loads. `module` before
 * `main` lets esbuild drop what is not used; dynamic imports become requires, which are there sooner.
 * No option depends on the machine or the clock, so equal sources give equal bytes: not even on a tsconfig.json, of which
 * any folder above may have one. Modules are strict, as what they become has to be told.
 */
export const OPTIONS = {
  bundle: true,
  platform: "node",
  target: "node24",
  format: "cjs",
  minify: true,
  mainFields: ["module", "main"],
  supported: { "dynamic-import": false },
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  banner: { js: '"use strict";' },
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "silent",
  outdir: ".build",
} as const satisfies BuildOptions;

/** The files that a function is made from, and where they go below `outdir`. */
export function entryPointsOf({ name, entry }: BundleSource, project: string) {
  return [
    { in: resolve(project, entry), out: `${name}/handler` },
    { in: SERVER_ENTRY, out: `${name}/server` },
  ];
}
