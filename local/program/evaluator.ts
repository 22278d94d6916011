import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { LocalError } from "../emulator.ts";
import type { ProcessSupervisor } from "../process/supervisor.ts";
import type { DeclaredProgram } from "./declared.ts";
import type { Evaluation, EvaluationAnswer } from "./evaluate.ts";
import type { StackConfig } from "./stack-config.ts";

const CHILD = fileURLToPath(new URL("./evaluate.ts", import.meta.url));

/** See to modules, files and variables from the first one on. */
const HOOKS = ["./recorded-reads.ts", "./loaded-sources.ts", "./lean-sdk.ts"].map(
  (file) => new URL(file, import.meta.url).href,
);

/** Room for what a program leaves behind: with less, collecting it takes a tenth of an evaluation. In MB. */
const YOUNG_OBJECTS_MB = 64;

const FLAGS = [
  "--disable-warning=ExperimentalWarning",
  `--max-semi-space-size=${YOUNG_OBJECTS_MB}`,
  ...HOOKS.map((url) => `--import=${url}`),
];

const LIMIT_MS = 60_000;

export interface EvaluationOptions {
  /** Folder for V8's compile cache: an evaluation takes half the time with it. */
  readonly cacheDirectory: string;
  /** Takes each line that the program prints. */
  print(line: string): void;
  /** Ends an evaluation that nobody waits for any more. */
  readonly signal?: AbortSignal;
  /** Longest evaluation in milliseconds: one that never ends must not hang the run. Default: a minute. */
  readonly limitMs?: number;
  /** Has its process end with this one's others. By default nobody else looks after it. */
  readonly supervisor?: Pick<ProcessSupervisor, "spawn">;
}

/** What a program declares: see `evaluate`. */
export async function evaluateProgram(
  config: StackConfig,
  options: EvaluationOptions,
): Promise<DeclaredProgram> {
  return (await evaluate(config, options)).declared;
}

/**
 * Evaluates a Pulumi program under mocks, in a process of its own: modules are loaded afresh each time, and the
 * SDK's memory goes away with it.
 * @throws LocalError with the program's own error, or what ended its process
 */
export async function evaluate(config: StackConfig, options: EvaluationOptions): Promise<Evaluation> {
  const { supervisor = { spawn }, limitMs = LIMIT_MS } = options;
  const child = supervisor.spawn(process.execPath, [...FLAGS, CHILD], {
    env: { ...process.env, NODE_COMPILE_CACHE: options.cacheDirectory },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    ...(options.signal !== undefined && { signal: options.signal, killSignal: "SIGKILL" as const }),
  });
  const limit = endAfter(child, limitMs);
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream
      ?.setEncoding("utf8")
      .on("data", (text: string) => printed.push(...text.split("\n").filter((line) => line !== "")));
  }
  const answer = await new Promise<EvaluationAnswer>((resolve) => {
    child.once("message", (message: EvaluationAnswer) => resolve(message));
    child.once("error", (error) => resolve({ failure: error.message }));
    child.once("close", (code, signal) => {
      const how = limit.isOver
        ? `it took longer than ${limitMs / 1000} s`
        : `it ended with ${signal ?? code}`;
      resolve({ failure: [how, ...printed].join("\n") });
    });
    child.send(config, () => undefined);
  });
  if ("failure" in answer)
    throw new LocalError(`${config.program} could not be evaluated: ${answer.failure}`);
  // What it has printed before it answered is there to be read, but may be read after the answer.
  await new Promise(setImmediate);
  for (const line of printed) options.print(line);
  return answer;
}

/** Kills what is still running then, however it takes other signals. @returns whether it has come to that */
function endAfter(child: ChildProcess, limitMs: number): { readonly isOver: boolean } {
  const limit = { isOver: false };
  const timer = setTimeout(() => {
    limit.isOver = child.kill("SIGKILL");
  }, limitMs);
  for (const end of ["exit", "error"]) child.once(end, () => clearTimeout(timer));
  return limit;
}
