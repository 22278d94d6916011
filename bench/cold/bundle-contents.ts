import { build, type Metafile } from "esbuild";
import { readManifest } from "../../bundle/bundle.ts";
import { projectDirectory } from "../folders.ts";

/** What a bundle is made of. */
export interface BundleContents {
  readonly bytes: number;
  /** Bytes of the bundle by npm package, the largest first; the function's own files are one, `own code`. */
  readonly packages: readonly (readonly [name: string, bytes: number])[];
}

/**
 * Says what fills a function's bundle in `.build/<name>`.
 * @throws Error when bundling here gives another size, because then the options have come to differ
 */
export async function bundleContents(name: string): Promise<BundleContents> {
  const { metafile } = await build({
    absWorkingDir: projectDirectory,
    entryPoints: [{ in: `functions/${name}/handler.ts`, out: "handler" }],
    outdir: ".build",
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
  });
  const output = metafile.outputs[".build/handler.js"];
  const bytes = output?.bytes ?? 0;
  const manifest = await readManifest(`${projectDirectory}/.build/${name}`);
  if (manifest?.bytes !== bytes) {
    throw new Error(
      `${import.meta.filename} bundles "${name}" in ${bytes} bytes, .build/${name} has ${manifest?.bytes}: ` +
        "give it the options of bundle/compile.ts.",
    );
  }
  return { bytes, packages: packagesOf(output?.inputs ?? {}) };
}

/** Sums up an output's files by package. */
export function packagesOf(inputs: Metafile["outputs"][string]["inputs"]): [string, number][] {
  const sizes = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const name = packageOf(path);
    sizes.set(name, (sizes.get(name) ?? 0) + bytesInOutput);
  }
  return [...sizes].sort(([, one], [, other]) => other - one);
}

/** The innermost package of a path: packages may have node_modules of their own. */
function packageOf(path: string): string {
  const inside = path.split("node_modules/").at(-1) ?? "";
  if (inside === path) return "own code";
  return inside
    .split("/")
    .slice(0, inside.startsWith("@") ? 2 : 1)
    .join("/");
}
