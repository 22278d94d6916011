import { globSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { type Manifest, readManifest, writeBundle } from "../../bundle/bundle.ts";
import { allSettled } from "../all-settled.ts";
import type { EventStream } from "../events.ts";
import type { DeclaredProgram } from "../program/declared.ts";
import { declareTheSame } from "../program/same-declaration.ts";
import { BundleCompilers, type CompilersOptions } from "./compilers.ts";
import { FileWatcher } from "./watcher.ts";

/** A running function and the folder of its code, absolute. */
export interface WatchedFunction {
  readonly name: string;
  readonly directory: string;
}

export interface ReloaderOptions extends CompilersOptions {
  readonly events: EventStream;
  /** Evaluates the program again, behind the requests. */
  evaluate(): Promise<DeclaredProgram>;
  /** Evaluates the program because of an edit, as fast as can be. */
  evaluateEdited(): Promise<DeclaredProgram>;
  /** Makes its declaration true. */
  apply(program: DeclaredProgram): Promise<void>;
  /** Lets a function's requests wait for its new code. @returns what lets them go on */
  holdFunction(name: string): () => void;
  /** Runs a function's new code from the next request on. */
  reloadFunction(name: string): Promise<void>;
  /** The functions of the declaration that is being served. */
  functions(): readonly WatchedFunction[];
}

/** What an edit can touch of one function. */
interface WatchedCode {
  readonly function: WatchedFunction;
  /** Absent where the folder is no bundle of ours: then its files are the code itself. */
  readonly manifest?: Manifest;
  readonly files: ReadonlySet<string>;
}

/** How long after its first invocation a function's compiler is made ready, in milliseconds: not in that one's way. */
const READY_AFTER_MS = 500;
/** How long after the start what is remembered is confirmed, in milliseconds: not in the first requests' way. */
const CONFIRM_AFTER_MS = 1000;
/** How long after the last edit of a function the program is evaluated for the next run, in milliseconds. */
const REMEMBER_AFTER_MS = 3000;

/**
 * Serves edits: of a bundle's input by compiling that bundle alone, of the program by evaluating it again. What fails
 * leaves the last good version serving, and says so.
 */
export class Reloader {
  readonly #options: ReloaderOptions;
  readonly #watcher: FileWatcher;
  readonly #compilers: BundleCompilers;
  readonly #invoked = new Map<string, NodeJS.Timeout>();
  readonly #endOfInvocations: () => void;
  #confirming: NodeJS.Timeout | undefined;
  #remembering: NodeJS.Timeout | undefined;
  #program: DeclaredProgram;
  #code: readonly WatchedCode[] = [];
  #work: Promise<void> = Promise.resolve();
  /** An evaluation that no edit waits for. */
  #behind: Promise<unknown> = Promise.resolve();
  #stopped = false;

  private constructor(program: DeclaredProgram, options: ReloaderOptions) {
    this.#program = program;
    this.#options = options;
    this.#compilers = new BundleCompilers(options);
    this.#watcher = new FileWatcher({
      onChange: (paths) => {
        this.#work = this.#work.then(() => this.#serve(paths));
      },
      onFailure: (error) => this.#sayUnseen(error),
    });
    this.#endOfInvocations = options.events.subscribe("invocation", ({ functionName }) => {
      if (this.#invoked.has(functionName)) return;
      this.#invoked.set(
        functionName,
        setTimeout(() => this.#makeReady(functionName), READY_AFTER_MS).unref(),
      );
    });
  }

  /** @throws LocalError naming what can't be watched */
  static async start(program: DeclaredProgram, options: ReloaderOptions): Promise<Reloader> {
    const reloader = new Reloader(program, options);
    try {
      await reloader.#watch();
    } catch (error) {
      await reloader.stop();
      throw error;
    }
    return reloader;
  }

  /**
   * Evaluates the program although nothing was edited, because what is served is remembered from an earlier run: what
   * that depends on can't all be known. Edits need not wait for it.
   */
  confirm(): void {
    this.#confirming = setTimeout(() => {
      const served = this.#program;
      const inTurn = (work: () => Promise<void> | void) => {
        // An edit since then has evaluated it again, or will.
        const stillServed = () => (this.#program === served ? work() : undefined);
        this.#work = this.#work.then(stillServed);
      };
      this.#behind = this.#options.evaluate().then(
        (program) => inTurn(() => this.#serveConfirmed(program)),
        (error: unknown) => inTurn(() => this.#say("The program is served as it was last evaluated", error)),
      );
    }, CONFIRM_AFTER_MS);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#confirming);
    clearTimeout(this.#remembering);
    this.#watcher.stop();
    this.#endOfInvocations();
    for (const timer of this.#invoked.values()) clearTimeout(timer);
    await this.#compilers.cancel();
    await this.#behind;
    await this.#work;
    await this.#compilers.dispose();
  }

  async #serve(paths: ReadonlySet<string>): Promise<void> {
    const { events } = this.#options;
    const names = [...paths].map((path) => relative(this.#program.directory, path)).join(", ");
    const started = performance.now();
    try {
      const served = await this.#serveEdit(paths);
      events.notice(
        "info",
        `${names} edited: ${served} after ${Math.round(performance.now() - started)} ms.`,
      );
    } catch (error) {
      this.#say(`${names} edited, but the last good version keeps serving`, error);
    }
    await this.#watchAgain();
  }

  async #serveConfirmed(program: DeclaredProgram): Promise<void> {
    if (this.#stopped) return;
    try {
      if (declareTheSame(program, this.#program)) this.#program = program;
      else {
        await this.#apply(program);
        this.#options.events.notice(
          "info",
          "The program declares something else than at its last run: served.",
        );
      }
    } catch (error) {
      this.#say("The program declares something else than at its last run, which keeps serving", error);
    }
    await this.#watchAgain();
  }

  async #apply(program: DeclaredProgram): Promise<void> {
    await this.#options.apply(program);
    this.#program = program;
  }

  #say(what: string, error: unknown): void {
    if (this.#stopped) return;
    const reason = error instanceof Error ? error.message : String(error);
    this.#options.events.notice("error", `${what}: ${reason}`);
  }

  async #serveEdit(paths: ReadonlySet<string>): Promise<string> {
    if ([...paths].some((path) => isOfProgram(this.#program, path))) {
      await this.#apply(await this.#options.evaluateEdited());
      return "the program was evaluated again";
    }
    const touched = this.#code.filter(({ files }) => [...paths].some((path) => files.has(path)));
    await allSettled(touched.map((code) => this.#reload(code)));
    this.#rememberSoon();
    return `${touched.map((code) => code.function.name).join(", ")} runs the new code`;
  }

  /** The digests of images are others now: a program that is evaluated with them is remembered for the next run. */
  #rememberSoon(): void {
    clearTimeout(this.#remembering);
    this.#remembering = setTimeout(() => {
      // What is wrong is told by the next edit or the next run.
      this.#behind = this.#options.evaluate().catch(() => undefined);
    }, REMEMBER_AFTER_MS);
  }

  async #reload({ function: { name, directory }, manifest }: WatchedCode): Promise<void> {
    const goOn = this.#options.holdFunction(name);
    try {
      if (manifest !== undefined) {
        const project = this.#program.directory;
        await writeBundle(await this.#compilers.compile(directory, manifest, project), project);
      }
      await this.#options.reloadFunction(name);
    } finally {
      goOn();
    }
  }

  /** An edit of a function is expected when it was invoked. It waits for its turn among the edits. */
  #makeReady(name: string): void {
    this.#work = this.#work.then(async () => {
      const code = this.#code.find((watched) => watched.function.name === name);
      if (code?.manifest === undefined) return;
      await this.#compilers.makeReady(code.function.directory, code.manifest, this.#program.directory);
    });
  }

  /** What is served goes on, though its edits may go unseen. */
  #watchAgain(): Promise<void> {
    return this.#watch().catch((error: unknown) => this.#sayUnseen(error));
  }

  #sayUnseen(error: unknown): void {
    this.#say("Some edits are not served any more", error);
  }

  /** @throws LocalError naming what can't be watched */
  async #watch(): Promise<void> {
    const project = this.#program.directory;
    const before = new Map(this.#code.map((code) => [code.function.directory, code.files]));
    this.#code = await Promise.all(
      this.#options.functions().map((fn) => watchedCode(fn, project, before.get(fn.directory))),
    );
    // What was being served when it was stopped is watched no more: a watcher would keep this process alive.
    if (this.#stopped) return;
    const code = this.#code.flatMap(({ files }) => [...files]);
    this.#watcher.watch([...this.#program.sources, ...configFiles(this.#program), ...code]);
  }
}

function isOfProgram(program: DeclaredProgram, path: string): boolean {
  return program.sources.includes(path) || configFiles(program).includes(path);
}

function configFiles({ directory, stack }: DeclaredProgram): string[] {
  return ["Pulumi.yaml", `Pulumi.${stack}.yaml`].map((name) => join(directory, name));
}

/** @param before the files that its folder had: those that went away may come back */
async function watchedCode(
  fn: WatchedFunction,
  project: string,
  before: Iterable<string> = [],
): Promise<WatchedCode> {
  const manifest = await readManifest(fn.directory);
  if (manifest === undefined)
    return { function: fn, files: new Set([...before, ...filesBelow(fn.directory)]) };
  const inputs = Object.keys(manifest.inputs).filter((path) => !path.includes("node_modules/"));
  return { function: fn, manifest, files: new Set(inputs.map((path) => resolve(project, path))) };
}

function filesBelow(directory: string): string[] {
  return globSync("**/*", { cwd: directory, exclude: (name) => dirname(name).includes("node_modules") }).map(
    (name) => join(directory, name),
  );
}
