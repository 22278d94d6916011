import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
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

  /** @returns undefined when none is kept, or something it depends on has changed since */
  async read(): Promise<DeclaredProgram | undefined> {
    const kept = await this.#kept();
    return kept !== undefined && this.#isTrue(kept) ? kept.declared : undefined;
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

  #isTrue({ config, node, files, unset }: Remembered): boolean {
    return (
      node === process.version &&
      JSON.stringify(config) === JSON.stringify(this.#config) &&
      areUnset(unset) &&
      Object.entries(files).every(([path, stamp]) => stampOf(path) === stamp)
    );
  }
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
