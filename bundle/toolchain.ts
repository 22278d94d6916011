import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { version } from "esbuild";

let ownSource: Promise<string> | undefined;

/** The files that say how a bundle is made. */
const RECIPE = ["./compile.ts", "./lazy-file.ts", "./lazy-parts.ts", "./options.ts", "./output.ts"];

/** esbuild's version and what it is told, the latter by the digest of the files that say it. */
export function toolchain(): Promise<string> {
  ownSource ??= Promise.all(RECIPE.map((file) => readFile(new URL(file, import.meta.url)))).then(
    (sources) => `esbuild ${version} ${digest(Buffer.concat(sources))}`,
  );
  return ownSource;
}

export function digest(contents: Uint8Array): string {
  return createHash("sha256").update(contents).digest("hex");
}
