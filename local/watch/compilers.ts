import { type CompiledBundle, IncrementalCompiler, type Manifest } from "../../bundle/bundle.ts";

/** How many bundles are got ready before they are edited: each takes some 50 MB in esbuild's process. */
const MADE_READY = 3;

/** The compilers of bundles that are worked on, by folder. What was not edited they need not parse again. */
export class BundleCompilers {
  readonly #compilers = new Map<string, IncrementalCompiler>();

  /** @throws BundleError */
  compile(directory: string, manifest: Manifest, project: string): Promise<CompiledBundle> {
    const compiler = this.#compilers.get(directory) ?? new IncrementalCompiler(manifest, project);
    this.#compilers.set(directory, compiler);
    return compiler.compile();
  }

  /** Parses a bundle that may be edited soon, if there is room: its first edit is then served as fast as the next. */
  async makeReady(directory: string, manifest: Manifest, project: string): Promise<void> {
    if (this.#compilers.has(directory) || this.#compilers.size >= MADE_READY) return;
    // What is wrong is told when it is edited.
    await this.compile(directory, manifest, project).catch(() => undefined);
  }

  /** Has what is being compiled fail, because nobody waits for it any more. */
  async cancel(): Promise<void> {
    await Promise.all([...this.#compilers.values()].map((compiler) => compiler.cancel()));
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#compilers.values()].map((compiler) => compiler.dispose()));
  }
}
