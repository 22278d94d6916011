import { relative } from "node:path";
import { writeBundle } from "../../bundle/bundle.ts";
import { allSettled } from "../all-settled.ts";
import type { EventStream } from "../events.ts";
import type { DeclaredProgram } from "../program/declared.ts";
import { declareTheSame } from "../program/same-declaration.ts";
import { BundleCompilers, type CompilersOptions } from "./compilers.ts";
import { programFiles, type WatchedCode, type WatchedFunction, watchedCode } from "./watched-code.ts";
import { FileWatcher } from "./watcher.ts";

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

/** What lets the requests of functions go on, by function. */
type Holds = Map<string, () => void>;

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
  /** What has functions go on whose files were touched in the burst that is under way. */
  #holds: Holds = new Map();
  /** Edits that are not served yet. */
  #waiting = 0;
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
      onTouch: (path) => this.#hold(path),
      onChange: (paths) => {
        const holds = this.#holds;
        this.#holds = new Map();
        // The last good version serves while the program is evaluated.
        if ([...paths].some((path) => this.#isOfProgram(path))) letGo(holds);
        this.#waiting += 1;
        this.#work = this.#work.then(async () => {
          await this.#serve(paths, holds);
          letGo(holds);
          this.#waiting -= 1;
        });
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
    letGo(this.#holds);
    this.#endOfInvocations();
    for (const timer of this.#invoked.values()) clearTimeout(timer);
    await this.#compilers.cancel();
    await this.#behind;
    await this.#work;
    await this.#compilers.dispose();
  }

  async #serve(paths: ReadonlySet<string>, holds: Holds): Promise<void> {
    const { events } = this.#options;
    const names = [...paths].map((path) => relative(this.#program.directory, path)).join(", ");
    const started = performance.now();
    try {
      const served = await this.#serveEdit(paths, holds);
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

  async #serveEdit(paths: ReadonlySet<string>, holds: Holds): Promise<string> {
    if ([...paths].some((path) => this.#isOfProgram(path))) {
      await this.#apply(await this.#options.evaluateEdited());
      return "the program was evaluated again";
    }
    const touched = this.#code.filter(({ files }) => [...paths].some((path) => files.has(path)));
    await allSettled(touched.map((code) => this.#reload(code, holds)));
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

  async #reload({ function: { name, directory }, manifest }: WatchedCode, holds: Holds): Promise<void> {
    if (!holds.has(name)) holds.set(name, this.#options.holdFunction(name));
    if (manifest !== undefined) {
      const project = this.#program.directory;
      await writeBundle(await this.#compilers.compile(directory, manifest, project), project);
    }
    await this.#options.reloadFunction(name);
  }

  /**
   * Lets requests wait for what is edited, from the first sign of it: the next one runs the new code. While another edit is
   * served, which may take long, they go on until it is this one's turn.
   */
  #hold(path: string): void {
    if (this.#waiting > 0 || this.#isOfProgram(path)) return;
    for (const { function: fn, files } of this.#code)
      if (files.has(path) && !this.#holds.has(fn.name))
        this.#holds.set(fn.name, this.#options.holdFunction(fn.name));
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
    this.#watcher.watch([...programFiles(this.#program, this.#options.functions()), ...code]);
  }

  #isOfProgram(path: string): boolean {
    return programFiles(this.#program, this.#options.functions()).includes(path);
  }
}

function letGo(holds: Holds): void {
  for (const goOn of holds.values()) goOn();
  holds.clear();
}
