import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { LocalError } from "../emulator.ts";
import type { ProcessSupervisor } from "../process/supervisor.ts";
import type { FunctionConfiguration } from "./definition.ts";
import { exitReason } from "./exit-reason.ts";
import { PeakMemory } from "./peak-memory.ts";
import type { RuntimeHost, RuntimeStart, StartedRuntime } from "./runtime-host.ts";

const bootstrap = `${import.meta.dirname}/bootstrap`;

/** Has the runtime boot, and wait until its standard input ends before it loads the function's code. */
const WAIT = "--wait-for-code";

/** Runs functions as processes of this machine, on the Node that runs the local cloud. */
export class ProcessHost implements RuntimeHost {
  readonly bootsBeforeCode = true;
  readonly #supervisor: ProcessSupervisor;
  readonly #compileCacheDirectory: string;

  /** @param compileCacheDirectory a folder for V8's compile cache, which makes cold starts faster */
  constructor(supervisor: ProcessSupervisor, compileCacheDirectory = "") {
    this.#supervisor = supervisor;
    this.#compileCacheDirectory = compileCacheDirectory;
  }

  /** The code is run where it is. */
  async prepare(): Promise<void> {}

  start({ configuration, environment, codeReady }: RuntimeStart): StartedRuntime {
    const { name, codeDirectory, memorySizeMb } = configuration;
    if (!existsSync(codeDirectory)) {
      throw new LocalError(
        `Function "${name}" can't start: its code folder ${codeDirectory} does not exist. Build it, or mend context.location of its image.`,
      );
    }
    const program = [`${bootstrap}/index.cjs`, this.#compileCacheDirectory, ...(codeReady ? [WAIT] : [])];
    const command = [...nodeFlags(memorySizeMb), ...program];
    const child = this.#supervisor.spawn(process.execPath, command, {
      cwd: codeDirectory,
      env: { PATH: imagePath(), ...environment, ...placeVariables(configuration) },
      stdio: [codeReady ? "pipe" : "ignore", "pipe", "pipe"],
    });
    // One that has ended meanwhile is told nothing.
    child.stdin?.on("error", () => undefined);
    void codeReady?.then(() => child.stdin?.end());
    const memory = new PeakMemory(child.pid ?? 0);
    return {
      child,
      maxMemoryMb: (reportedKb) => memory.read(reportedKb),
      // What a process has written before its answer is in the kernel when the answer is read, so the same poll of the
      // event loop reads it, but perhaps later: wait until that poll is over.
      delivered: () => turn(),
      exitReason,
      kill: () => this.#supervisor.end(child, 0),
    };
  }

  async stop(): Promise<void> {}
}

/** What an image sets by itself, and a function can't change. */
function placeVariables({ codeDirectory }: FunctionConfiguration): Record<string, string> {
  return { LAMBDA_TASK_ROOT: codeDirectory, LAMBDA_RUNTIME_DIR: bootstrap };
}

function imagePath(): string {
  return `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin:/opt/bin`;
}

/**
 * The flags that AWS's own start script gives Node: nine tenths of the memory for old objects, a twentieth for each
 * half of the young ones. The latter is capped, because V8 fills whatever it gets before it collects, and a laptop
 * runs many functions at once.
 */
export function nodeFlags(memorySizeMb: number): string[] {
  return [
    "--expose-gc",
    "--max-http-header-size=81920",
    `--max-semi-space-size=${Math.min(Math.floor(memorySizeMb / 20), 4)}`,
    `--max-old-space-size=${Math.floor((memorySizeMb * 9) / 10)}`,
  ];
}
