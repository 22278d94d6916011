import {
  type CompiledBundle,
  compile,
  EditCompiler,
  endService,
  type Manifest,
  ServiceEnded,
} from "../../bundle/bundle.ts";

/** How many bundles are got ready before they are edited: each takes some memory in esbuild's process. */
const MADE_READY = 3;

export interface CompilersOptions {
  /** Whether a bundle must have the bytes that it has in its image. Default: false, it is compiled for edits. */
  readonly forImages?: boolean;
}

/** The compilers of bundles that are worked on, by folder. What was not edited they need not link again. */
export class BundleCompilers {
  readonly #compilers = new Map<string, EditCompiler>();
  readonly #forImages: boolean;
  #restart: Promise<void> | undefined;
  #isDisposed = false;

  constructor({ forImages = false }: CompilersOptions = {}) {
    this.#forImages = forImages;
  }

  /** Starts esbuild's process again when it has ended. @throws BundleError */
  async compile(directory: string, manifest: Manifest, project: string): Promise<CompiledBundle> {
    try {
      return await this.#compile(directory, manifest, project);
    } catch (error) {
      if (!(error instanceof ServiceEnded) || this.#isDisposed) throw error;
      this.#restart ??= this.#restartService().finally(() => {
        this.#restart = undefined;
      });
      await this.#restart;
      return this.#compile(directory, manifest, project);
    }
  }

  /** Links what a bundle depends on, if there is room: its first edit is then served as fast as the next. */
  async makeReady(directory: string, manifest: Manifest, project: string): Promise<void> {
    if (this.#forImages || this.#compilers.has(directory) || this.#compilers.size >= MADE_READY) return;
    // What is wrong is told when it is edited.
    await this.#compiler(directory, manifest, project)
      .makeReady()
      .catch(() => undefined);
  }

  /** Has what is being compiled fail, because nobody waits for it any more. */
  async cancel(): Promise<void> {
    await Promise.all([...this.#compilers.values()].map((compiler) => compiler.cancel()));
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await Promise.all([...this.#compilers.values()].map((compiler) => compiler.dispose()));
  }

  async #compile(directory: string, manifest: Manifest, project: string): Promise<CompiledBundle> {
    if (!this.#forImages) return this.#compiler(directory, manifest, project).compile();
    const [compiled] = await compile([manifest], project);
    if (compiled === undefined) throw new Error(`esbuild made nothing of ${manifest.entry}.`);
    return compiled;
  }

  /** What was linked is made again with it, at the next compilation of each. */
  async #restartService(): Promise<void> {
    await Promise.all([...this.#compilers.values()].map((compiler) => compiler.dispose()));
    await endService();
  }

  #compiler(directory: string, { name, entry }: Manifest, project: string): EditCompiler {
    const compiler = this.#compilers.get(directory) ?? new EditCompiler({ name, entry }, project);
    this.#compilers.set(directory, compiler);
    return compiler;
  }
}
