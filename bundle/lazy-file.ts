import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { build } from "esbuild";
import { raise } from "./bundle-error.ts";
import { LAZY_FILE, lazySource, type Parts } from "./lazy-parts.ts";
import { OPTIONS } from "./options.ts";
import { stampsOf } from "./stamp.ts";
import { toolchain } from "./toolchain.ts";
import { writeAtomically } from "./write.ts";

/** The file of lazy parts, compiled. */
export interface LazyFile {
  readonly contents: Uint8Array;
  /** Relative to the project. */
  readonly inputs: readonly string[];
}

/** The last one that was compiled, which nearly every bundle of a project has. */
interface Kept {
  readonly source: string;
  readonly toolchain: string;
  readonly text: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** By source and project: it changes when dependencies do, and then this process is started again. */
const lazyFiles = new Map<string, Promise<LazyFile>>();

/** The file that has these parts: as it was compiled last, unless something of it has changed. */
export function lazyFile(parts: Parts, project: string): Promise<LazyFile> {
  const source = lazySource(parts);
  const key = `${project}\n${source}`;
  const file = lazyFiles.get(key) ?? made(source, project);
  lazyFiles.set(key, file);
  file.catch(() => lazyFiles.delete(key));
  return file;
}

async function made(source: string, project: string): Promise<LazyFile> {
  if (source === "") return { contents: new Uint8Array(), inputs: [] };
  const path = resolve(project, ".build/lazy.json");
  const found = await keptIn(path, source, project);
  const kept = found ?? (await compiled(source, project));
  if (found === undefined) await writeAtomically(path, JSON.stringify(kept));
  return { contents: new TextEncoder().encode(kept.text), inputs: Object.keys(kept.inputs) };
}

async function keptIn(path: string, source: string, project: string): Promise<Kept | undefined> {
  try {
    const kept = JSON.parse(await readFile(path, "utf8")) as Kept;
    const isFresh = kept.source === source && kept.toolchain === (await toolchain());
    return isFresh && isDeepStrictEqual(stampsOf(Object.keys(kept.inputs), project), kept.inputs)
      ? kept
      : undefined;
  } catch {
    return undefined;
  }
}

async function compiled(source: string, project: string): Promise<Kept> {
  const stdin = { contents: source, resolveDir: project, sourcefile: LAZY_FILE };
  const { outputFiles, metafile } = await build({ ...OPTIONS, absWorkingDir: project, stdin }).catch(raise);
  const inputs = Object.keys(metafile.inputs).filter((file) => file !== LAZY_FILE);
  return {
    source,
    toolchain: await toolchain(),
    text: outputFiles[0]?.text ?? "",
    inputs: stampsOf(inputs, project),
  };
}
