import { refresh } from "../../bundle/bundle.ts";
import { withCurrentImages } from "./current-images.ts";
import type { DeclaredProgram } from "./declared.ts";
import { type EvaluationOptions, evaluate } from "./evaluator.ts";
import { RememberedEvaluation } from "./remembered-evaluation.ts";
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

  constructor(options: StackEvaluationOptions) {
    this.#options = options;
  }

  /**
   * What need not be evaluated. What else an earlier run knows is used to be faster.
   * @param evaluated what the caller has evaluated
   * @returns undefined when there is none, and what an earlier run's evaluation gave may no longer be true
   */
  async known(evaluated?: DeclaredProgram): Promise<KnownProgram | undefined> {
    if (evaluated) return { declared: evaluated, current: Promise.resolve(evaluated), isRemembered: false };
    const { readConfig, remembers, cacheDirectory } = this.#options;
    const recalled = remembers
      ? await new RememberedEvaluation(readConfig(), cacheDirectory).read()
      : undefined;
    if (recalled === undefined) return undefined;
    const { declared, bundles, changed } = recalled;
    if (changed === "nothing") return { declared, current: Promise.resolve(declared), isRemembered: true };
    const refreshed = refresh(bundles, declared.directory);
    if (changed === "functions") {
      const current = refreshed.then(
        () => withCurrentImages(declared),
        // It says what is wrong in the words of every start.
        () => this.evaluate(),
      );
      return { declared, current, isRemembered: true };
    }
    // The evaluation would come to them after half of its time: it finds them done, or does them itself.
    refreshed.catch(() => undefined);
    return undefined;
  }

  /** @throws LocalError with the program's own error */
  async evaluate(): Promise<DeclaredProgram> {
    const { readConfig, remembers, ...options } = this.#options;
    const config = readConfig();
    const began = Date.now();
    const { declared, reads } = await evaluate(config, options);
    if (remembers) {
      const memory = new RememberedEvaluation(config, options.cacheDirectory);
      // What can't be kept is evaluated again.
      await memory.keep(declared, reads, began).catch(() => undefined);
    }
    return declared;
  }
}
