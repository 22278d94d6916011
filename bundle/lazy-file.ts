import { build } from "esbuild";
import { raise } from "./bundle-error.ts";
import { LAZY_FILE, lazySource, type Parts } from "./lazy-parts.ts";
import { OPTIONS } from "./options.ts";

/** The file of lazy parts, compiled. */
export interface LazyFile {
  readonly contents: Uint8Array;
  readonly inputs: readonly string[];
}

/** By source and project: it changes when dependencies do, and then this process is started again. */
const lazyFiles = new Map<string, Promise<LazyFile>>();

/** Compiles the file that has these parts. */
export function lazyFile(parts: Parts, project: string): Promise<LazyFile> {
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
