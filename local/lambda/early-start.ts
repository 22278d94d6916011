import type { RuntimeProcess } from "./runtime-process.ts";

/** What an execution environment is called. */
export interface EnvironmentNames {
  readonly version: string;
  readonly instance: string;
  readonly logStream: string;
}

/** Starts a process that boots, and loads its code when that is ready. */
export type StartEarly = (
  names: EnvironmentNames,
  codeReady: Promise<void>,
  onLine: (line: string) => void,
) => Promise<RuntimeProcess>;

/** A function's process that is started while its code is being made: it has booted when the code is there. */
export class EarlyStart {
  readonly names: EnvironmentNames;
  readonly #codeReady = Promise.withResolvers<void>();
  #process: Promise<RuntimeProcess | undefined>;
  #onLine: (line: string) => void = () => undefined;

  constructor(names: EnvironmentNames, start: StartEarly) {
    this.names = names;
    const started = start(names, this.#codeReady.promise, (line) => this.#onLine(line));
    // Whoever wants it then starts another, and hears why that fails.
    this.#process = started.catch(() => undefined);
  }

  /** Has it load its code, whose lines go there. @returns undefined when there is none, or it was taken already */
  take(onLine: (line: string) => void): Promise<RuntimeProcess | undefined> {
    this.#onLine = onLine;
    this.#codeReady.resolve();
    const process = this.#process;
    this.#process = Promise.resolve(undefined);
    return process;
  }

  /** Ends it, unless it was taken. */
  async discard(): Promise<void> {
    await (await this.#process)?.kill();
  }
}
