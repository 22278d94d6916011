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
  readonly program: DeclaredProgram;
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
   * What need not be evaluated.
   * @param evaluated what the caller has evaluated
   * @returns undefined when there is none, and what an earlier run's evaluation gave may no longer be true
   */
  async known(evaluated?: DeclaredProgram): Promise<KnownProgram | undefined> {
    const program = evaluated ?? (await this.#remembered());
    return program && { program, isRemembered: evaluated === undefined };
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

  async #remembered(): Promise<DeclaredProgram | undefined> {
    const { readConfig, remembers, cacheDirectory } = this.#options;
    return remembers ? new RememberedEvaluation(readConfig(), cacheDirectory).read() : undefined;
  }
}
