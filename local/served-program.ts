import { allSettled } from "./all-settled.ts";
import type { Emulator } from "./emulator.ts";
import type { EventStream } from "./events.ts";
import type { DeclaredProgram } from "./program/declared.ts";

export interface ServedProgramParts {
  readonly events: EventStream;
  /** Taken in their order, the emulators of one step side by side: none of these asks another one. */
  readonly steps: readonly (readonly Emulator[])[];
  /** Hears of a declaration once it is true. */
  onApplied(program: DeclaredProgram): void;
}

/** The declaration that is being served. */
export class ServedProgram {
  readonly #parts: ServedProgramParts;
  #declared: DeclaredProgram | undefined;

  constructor(parts: ServedProgramParts) {
    this.#parts = parts;
  }

  get declared(): DeclaredProgram | undefined {
    return this.#declared;
  }

  /** Makes a declaration true, part by part. @throws LocalError; then the one before is true again, as far as can be */
  readonly apply = async (program: DeclaredProgram): Promise<void> => {
    const { steps, onApplied } = this.#parts;
    try {
      for (const emulators of steps) await allSettled(emulators.map((emulator) => emulator.apply(program)));
    } catch (error) {
      if (this.#declared) await this.#restore(this.#declared);
      throw error;
    }
    onApplied(program);
    this.#declared = program;
  };

  /** Some parts may have taken a declaration that another one refused. */
  async #restore(before: DeclaredProgram): Promise<void> {
    const { events, steps } = this.#parts;
    try {
      await allSettled(steps.flat().map((emulator) => emulator.apply(before)));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      events.notice(
        "error",
        `What was served before is not whole again; mend the program, or restart: ${why}`,
      );
    }
  }
}
