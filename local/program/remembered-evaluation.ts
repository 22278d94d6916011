import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { bundleOf, readManifest } from "../../bundle/bundle.ts";
import { isEditedSince, stampOf } from "../../bundle/stamp.ts";
import { writeAtomically } from "../../bundle/write.ts";
import type { DeclaredProgram } from "./declared.ts";
import type { Reads } from "./recorded-reads.ts";
import type { StackConfig } from "./stack-config.ts";

/** What is kept of an evaluation, and what has to be as it was for that to be true still. */
interface Remembered {
  readonly config: StackConfig;
  readonly node: string;
  /** Path to stamp. */
  readonly files: Readonly<Record<string, string>>;
  /** Environment variables that were asked for and not set. */
  readonly unset: readonly string[];
  readonly declared: DeclaredProgram;
}

/** What an earlier evaluation gave, and what of it may no longer be true. */
export interface Recalled {
  readonly declared: DeclaredProgram;
  /** Folders of the functions that were bundled for it, absolute. */
  readonly bundles: readonly string[];
  /** `functions`: only what goes into bundles, and nothing that the program itself has read. */
  readonly changed: "nothing" | "functions" | "program";
}

/** What one evaluation of a program gave, kept so that the next run need not wait for its own. */
export class RememberedEvaluation {
  readonly #config: StackConfig;
  readonly #path: string;

  /** @param cacheDirectory where it is kept: one for each program and stack */
  constructor(config: StackConfig, cacheDirectory: string) {
    this.#config = config;
    const name = createHash("sha256").update(config.program).digest("hex").slice(0, 12);
    this.#path = join(cacheDirectory, "evaluations", `${config.stack}-${name}.json`);
  }

  /** @returns undefined when none is kept */
  async read(): Promise<Recalled | undefined> {
    const kept = await this.#kept();
    if (kept === undefined) return undefined;
    const { declared, files } = kept;
    const bundles = bundlesIn(Object.keys(files));
    return { declared, bundles, changed: await this.#changeOf(kept, bundles) };
  }

  /**
   * Keeps an evaluation. One that depends on the environment is not kept, since secrets come that way, and neither is
   * one whose files were edited meanwhile.
   * @param began milliseconds since the epoch
   */
  async keep(declared: DeclaredProgram, { files, variables }: Reads, began: number): Promise<void> {
    if (!areUnset(variables) || files.some((path) => !isOwn(path) && isEditedSince(began, path))) return;
    const remembered: Remembered = {
      config: this.#config,
      node: process.version,
      files: Object.fromEntries(
        [...files, ...lockfiles(declared.directory)].map((path) => [path, stampOf(path)]),
      ),
      unset: variables,
      declared,
    };
    await writeAtomically(this.#path, JSON.stringify(remembered));
  }

  async #kept(): Promise<Remembered | undefined> {
    try {
      return JSON.parse(await readFile(this.#path, "utf8")) as Remembered;
    } catch {
      return undefined;
    }
  }

  async #changeOf(
    { config, node, files, unset, declared }: Remembered,
    bundles: readonly string[],
  ): Promise<Recalled["changed"]> {
    if (node !== process.version || !areUnset(unset)) return "program";
    if (JSON.stringify(config) !== JSON.stringify(this.#config)) return "program";
    const changed = Object.keys(files).filter((path) => stampOf(path) !== files[path]);
    if (changed.length === 0) return "nothing";
    const manifests = await Promise.all(bundles.map(readManifest));
    if (manifests.includes(undefined)) return "program";
    const inputs = new Set(manifests.flatMap((manifest) => Object.keys(manifest?.inputs ?? {})));
    const ofFunctions = new Set([...inputs].map((path) => resolve(declared.directory, path)));
    const ofProgram = new Set(declared.sources);
    const isOfFunctions = (path: string) => isOwn(path) || (ofFunctions.has(path) && !ofProgram.has(path));
    return changed.every(isOfFunctions) ? "functions" : "program";
  }
}

/** The folders of the bundles whose manifests are among these paths: who makes a bundle reads its manifest. */
export function bundlesIn(paths: readonly string[]): string[] {
  return paths.flatMap((path) => bundleOf(path) ?? []);
}

function areUnset(variables: readonly string[]): boolean {
  return variables.every((name) => process.env[name] === undefined);
}

/** What bundling writes is the evaluation's own. */
function isOwn(path: string): boolean {
  return path.includes("/.build/");
}

/** npm's notes of what is installed, beside a project or above: they stand for all dependencies. */
function lockfiles(directory: string): string[] {
  const above = dirname(directory);
  const own = join(directory, "node_modules/.package-lock.json");
  return above === directory ? [own] : [own, ...lockfiles(above)];
}
