import type { Metafile } from "esbuild";
import { contentsOf } from "../../bundle/compile.ts";
import { projectDirectory } from "../folders.ts";

/** What a bundle is made of. */
export interface BundleContents {
  readonly bytes: number;
  /** Bytes of the bundle by npm package, the largest first; the function's own files are one, `own code`. */
  readonly packages: readonly (readonly [name: string, bytes: number])[];
}

/** Says what fills a function's bundle. */
export async function bundleContents(name: string): Promise<BundleContents> {
  const output = await contentsOf({ name, entry: `functions/${name}/handler.ts` }, projectDirectory);
  return { bytes: output?.bytes ?? 0, packages: packagesOf(output?.inputs ?? {}) };
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
