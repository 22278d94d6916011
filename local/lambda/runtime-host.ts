import type { ChildProcess } from "node:child_process";
import type { FunctionConfiguration } from "./definition.ts";

/** One runtime to start. */
export interface RuntimeStart {
  readonly configuration: FunctionConfiguration;
  /** The environment's name, as in its log stream. */
  readonly instance: string;
  /** Lambda's variables and the function's own; the host adds what depends on the place. */
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves when the code may be loaded. Only for a host that can boot before it. */
  readonly codeReady?: Promise<void>;
}

/** A function's runtime that was started. */
export interface StartedRuntime {
  /** Writes what the function writes, and ends when the function's process ends. */
  readonly child: ChildProcess;
  /** Peak memory so far, in MB. @param reportedKb what the runtime itself says, 0 for one that does not */
  maxMemoryMb(reportedKb: number): number;
  /** Resolves when all that the function wrote before its answer has come out of the child. */
  delivered(): Promise<void>;
  /** Why it has ended, in Lambda's words. */
  exitReason(code: number | null, signal: NodeJS.Signals | null): string;
  /** Ends the function and all that it started, at once. */
  kill(): Promise<void>;
}

/** Where functions run: as processes of this machine, or in containers of their images. */
export interface RuntimeHost {
  /** Whether a runtime can boot while its code is still being made. */
  readonly bootsBeforeCode: boolean;
  /**
   * Makes a function's code ready to start: called before its first start, and whenever it has changed.
   * @throws LocalError when it can't be; what was ready before stays so
   */
  prepare(configuration: FunctionConfiguration): Promise<void>;
  /** @throws LocalError when there is nothing to start */
  start(start: RuntimeStart): StartedRuntime;
  /** Called once, when nothing runs any more. */
  stop(): Promise<void>;
}
