import type { Emulator } from "../emulator.ts";
import type { EventStream } from "../events.ts";
import type { DeclaredProgram } from "../program/declared.ts";
import { DeclaredReader } from "./declared-properties.ts";

/** Hands one area of telemetry what the program declares for it. Nothing of it runs, so nothing restarts. */
export class TelemetryEmulator implements Emulator {
  readonly types: readonly string[];
  readonly #events: EventStream;
  readonly #declare: (reader: DeclaredReader, program: DeclaredProgram) => void;

  constructor(
    types: readonly string[],
    events: EventStream,
    declare: (reader: DeclaredReader, program: DeclaredProgram) => void,
  ) {
    this.types = types;
    this.#events = events;
    this.#declare = declare;
  }

  async apply(program: DeclaredProgram): Promise<void> {
    this.#declare(new DeclaredReader(program, this.#events), program);
  }

  async stop(): Promise<void> {}
}
