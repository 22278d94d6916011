import type { DeclaredProgram } from "./program/declared.ts";

/** One emulated AWS service: a folder of `local/` behind this interface, listed once in `local/compose.ts`. */
export interface Emulator {
  /** The Pulumi resource types that it takes. What no emulator takes is named at start-up. */
  readonly types: readonly string[];
  /**
   * Makes the declaration true: called once at start, and again whenever the program's declaration changed.
   * Only what differs from the last one may restart.
   * @throws LocalError when the declaration can't be had; what was applied before goes on serving.
   */
  apply(program: DeclaredProgram): Promise<void>;
  /** Ends everything it started. Must not throw, and must leave no process and no acknowledged write behind. */
  stop(): Promise<void>;
}

/** An error that a user of the local cloud can act on: one sentence with what, where, and what to do. */
export class LocalError extends Error {
  override readonly name = "LocalError";
}
