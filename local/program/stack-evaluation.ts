import { refresh } from "../../bundle/bundle.ts";
import { withCurrentImages } from "./current-images.ts";
import type { DeclaredProgram } from "./declared.ts";
import { type EvaluationOptions, evaluate } from "./evaluator.ts";
import { bundlesIn, RememberedEvaluation } from "./remembered-evaluation.ts";
import type { StackConfig } from "./stack-config.ts";

export interface StackEvaluationOptions extends EvaluationOptions {
  /** Asked each time: an edit of a stack's file is an edit of the program. */
  readConfig(): StackConfig;
  /** Whether an evaluation is kept for the next run. */
  readonly remembers: boolean;
}

/** A program that was evaluated before. */
export interface KnownProgram {
  /** As it was then: what it declares is the same, its functions may have been edited since. */
  readonly declared: DeclaredProgram;
  /** With its functions as they are now. */
  readonly current: Promise<DeclaredProgram>;
  /** From an earlier run: to be confirmed. */
  readonly isRemembered: boolean;
}

/** Evaluates one stack's program as often as it is edited. */
export class StackEvaluation {
  readonly #options: StackEvaluationOptions;
  /** Folders of the functions that the program has bundled, absolute. */
  #bundles: readonly string[] = [];

  constructor(options: StackEvaluationOptions) {
    this.#options = options;
  }

  /**
   * What need not be evaluated.
   * @param evaluated what the caller has evaluated
   * @returns undefined when there is none, and what an earlier run's evaluation gave may no longer be true
   */
  async known(evaluated?: DeclaredProgram): Promise<KnownProgram | undefined> {
    if (evaluated) return { declared: evaluated, current: Promise.resolve(evaluated), isRemembered: false };
    const { readConfig, remembers, cacheDirectory } = this.#options;
    if (!remembers) return undefined;
    const recalled = await new RememberedEvaluation(readConfig(), cacheDirectory).read();
    if (recalled === undefined) return undefined;
    const { declared, bundles, changed } = recalled;
    this.#bundles = bundles;
    if (changed === "program") return undefined;
    const current = changed === "nothing" ? Promise.resolve(declared) : this.#withCurrentCode(declared);
    return { declared, current, isRemembered: true };
  }

  /** Evaluates what was edited, and makes its functions' bundles meanwhile. @throws LocalError with the program's own error */
  async evaluateEdited(): Promise<DeclaredProgram> {
    const { directory } = this.#options.readConfig();
    // The program comes to them after half of its time: it finds them made, or makes them and says what is wrong.
    refresh(this.#bundles, directory).catch(() => undefined);
    return this.evaluate();
  }

  /** @throws LocalError with the program's own error */
  async evaluate(): Promise<DeclaredProgram> {
    const { readConfig, remembers, ...options } = this.#options;
    const config = readConfig();
    const began = Date.now();
    const { declared, reads } = await evaluate(config, options);
    this.#bundles = bundlesIn(reads.files);
    if (remembers) {
      const memory = new RememberedEvaluation(config, options.cacheDirectory);
      // What can't be kept is evaluated again.
      await memory.keep(declared, reads, began).catch(() => undefined);
    }
    return declared;
  }

  async #withCurrentCode(declared: DeclaredProgram): Promise<DeclaredProgram> {
    try {
      await refresh(this.#bundles, declared.directory);
    } catch {
      // It says what is wrong in the words of every start.
      return this.evaluate();
    }
    return withCurrentImages(declared);
  }
}
