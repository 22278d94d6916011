import type { ChildProcess } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { LocalError } from "../../emulator.ts";
import type { EventStream } from "../../events.ts";
import { freePort } from "../../process/free-port.ts";
import type { DynamoDbEngine, EngineProgram, Supervisor } from "./engine.ts";

export interface EngineProcessOptions {
  readonly supervisor: Supervisor;
  readonly events: EventStream;
  /** Milliseconds to wait for the engine's first answer. Default 30,000. */
  readonly startTimeoutMs?: number;
}

const attempts = 5;
/** Between attempts to start it again where it was: its port may be somebody else's for a moment. */
const againAfterMs = 200;
const stopGraceMs = 300;

class EngineEnded extends LocalError {}

/** An engine as a child process. When it dies it is started again on the same port, and a notice says so. */
export class EngineProcess implements DynamoDbEngine {
  readonly description: string;
  readonly #program: EngineProgram;
  readonly #options: EngineProcessOptions;
  #port = 0;
  #child: ChildProcess | undefined;
  #ready: Promise<void> = Promise.resolve();
  #stopped = false;

  private constructor(program: EngineProgram, options: EngineProcessOptions) {
    this.description = program.name;
    this.#program = program;
    this.#options = options;
  }

  /** @throws LocalError when it does not start */
  static async start(program: EngineProgram, options: EngineProcessOptions): Promise<EngineProcess> {
    const engine = new EngineProcess(program, options);
    const tried = new Set<number>();
    await engine.#launchAfter(async () => {
      do engine.#port = await freePort();
      while (tried.has(engine.#port));
      tried.add(engine.#port);
    });
    return engine;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  ready(): Promise<void> {
    return this.#ready;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#child) await this.#options.supervisor.end(this.#child, stopGraceMs);
  }

  async #launch(): Promise<void> {
    const { supervisor, startTimeoutMs = 30_000 } = this.#options;
    const { command, args, readyLine } = this.#program;
    const child = supervisor.spawn(command, args(this.#port), { stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    const output = collectOutput(child);
    const decided = new AbortController();
    const signal = AbortSignal.any([decided.signal, AbortSignal.timeout(startTimeoutMs)]);
    const ended = Promise.race([once(child, "exit"), once(child, "error")]).then(
      () => "ended" as const,
      () => "ended" as const,
    );
    const answers =
      readyLine === undefined ? untilAnswer(this.url, signal) : output.untilIncludes(readyLine, signal);
    const outcome = await Promise.race([
      ended,
      answers.then(
        () => "ready" as const,
        () => "silent" as const,
      ),
    ]);
    // An engine that has ended is asked no more.
    decided.abort();
    if (outcome !== "ready") {
      await supervisor.end(child, 0);
      const message = `The DynamoDB engine ${this.#program.name} did not start: ${output.text().trim() || outcome}.`;
      throw outcome === "ended" ? new EngineEnded(message) : new LocalError(message);
    }
    child.once("exit", (code, killedBy) => this.#restart(killedBy ?? `exit code ${code}`));
  }

  /**
   * Launches it until it does not end at once: somebody else may take its port before it does.
   * @param prepare done before each attempt
   */
  async #launchAfter(prepare: (attempt: number) => Promise<unknown>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await prepare(attempt);
      try {
        return await this.#launch();
      } catch (error) {
        if (attempt === attempts || this.#stopped || !(error instanceof EngineEnded)) throw error;
      }
    }
  }

  #restart(why: string): void {
    if (this.#stopped) return;
    const again = this.#launchAfter(async (attempt) => attempt > 1 && delay(againAfterMs));
    this.#ready = again.then(
      () =>
        this.#options.events.notice("warning", `The DynamoDB engine ended (${why}) and was started again.`),
      (error: unknown) => {
        if (this.#stopped) return;
        this.#options.events.notice(
          "error",
          `The DynamoDB engine ended (${why}) and can't be started again.`,
        );
        throw error;
      },
    );
    // Whoever asks for ready() gets the error; without anybody it is the notice alone.
    this.#ready.catch(() => {});
  }
}

/** Gathers what a child prints, up to 4 KB, and keeps its pipes empty. */
function collectOutput(child: ChildProcess) {
  let text = "";
  const printed = new EventEmitter();
  const add = (chunk: string) => {
    text = (text + chunk).slice(-4096);
    printed.emit("text");
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", add);
  child.once("error", (error) => add(error.message));
  return {
    text: () => text,
    async untilIncludes(line: string, signal: AbortSignal): Promise<void> {
      while (!text.includes(line)) await once(printed, "text", { signal });
    },
  };
}

/** @throws when the signal is aborted first */
async function untilAnswer(url: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await fetch(url, { signal });
      return;
    } catch {
      await delay(20, undefined, { signal });
    }
  }
}
