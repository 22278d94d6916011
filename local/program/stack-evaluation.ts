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

/** Evaluates one stack's program as often as it is edited. */
export class StackEvaluation {
  readonly #options: StackEvaluationOptions;

  constructor(options: StackEvaluationOptions) {
    this.#options = options;
  }

  /** What an earlier run's evaluation gave; undefined when that may no longer be true. */
  async remembered(): Promise<DeclaredProgram | undefined> {
    const { readConfig, remembers, cacheDirectory, onType } = this.#options;
    if (!remembers) return undefined;
    const program = await new RememberedEvaluation(readConfig(), cacheDirectory).read();
    for (const type of new Set(program?.resources.map((resource) => resource.type))) onType?.(type);
    return program;
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
