import { OutputLines } from "./output-lines.ts";
import { type RuntimeAnswer, RuntimeApi, type RuntimeRequest } from "./runtime-api.ts";
import type { StartedRuntime } from "./runtime-host.ts";

/** The runtime has ended, instead of what was expected of it. */
export interface RuntimeExit {
  readonly kind: "exit";
  /** As `exitReason` words it. */
  readonly reason: string;
  /** What the runtime reported before, when it could not initialise. */
  readonly initError?: { readonly errorType: string; readonly payload: Buffer };
}

export type RuntimeReady = { readonly kind: "ready" };

export interface RuntimeProcessOptions {
  /** Starts the function's runtime, given the address of its runtime API. */
  readonly start: (runtimeApi: string) => StartedRuntime;
  readonly onLine: (line: string) => void;
}

/** One process that runs a function, and its end of the runtime API. */
export class RuntimeProcess {
  readonly pid: number;
  readonly #api: RuntimeApi;
  readonly #runtime: StartedRuntime;
  readonly #exited: Promise<RuntimeExit>;
  #exit: RuntimeExit | undefined;
  #initError: RuntimeExit["initError"];
  #ready = Promise.withResolvers<RuntimeReady | RuntimeExit>();
  #answered = Promise.withResolvers<RuntimeAnswer | RuntimeExit>();

  /** @throws Error when the process can't be started. */
  static async start(options: RuntimeProcessOptions): Promise<RuntimeProcess> {
    const api = await RuntimeApi.listen();
    try {
      return new RuntimeProcess(options, api);
    } catch (error) {
      api.close();
      throw error;
    }
  }

  private constructor({ start, onLine }: RuntimeProcessOptions, api: RuntimeApi) {
    this.#api = api;
    api.serve({
      onNext: () => this.#ready.resolve({ kind: "ready" }),
      onAnswer: (answer) => this.#answered.resolve(answer),
      onInitError: (errorType, payload) => this.#failInit(errorType, payload),
    });
    this.#runtime = start(api.address);
    this.pid = this.#runtime.child.pid ?? 0;
    this.#exited = this.#watch(onLine);
  }

  /** The runtime asks for an invocation, the first or the next one; or it has ended. */
  get ready(): Promise<RuntimeReady | RuntimeExit> {
    return this.#ready.promise;
  }

  /** Resolves when the process has ended and all that it wrote has been delivered. */
  get exited(): Promise<RuntimeExit> {
    return this.#exited;
  }

  /** Peak memory so far, in MB. */
  get maxMemoryMb(): number {
    return this.#runtime.maxMemoryMb(this.#api.maxMemoryKb);
  }

  /** Hands over one event; the runtime must be ready. Every line that it wrote before its answer has been delivered. */
  async invoke(request: RuntimeRequest): Promise<RuntimeAnswer | RuntimeExit> {
    if (this.#exit) return this.#exit;
    this.#ready = Promise.withResolvers();
    this.#answered = Promise.withResolvers();
    this.#api.send(request);
    const answer = await this.#answered.promise;
    await this.#runtime.delivered();
    return answer;
  }

  /** Kills the process and all that it started. @returns when it has ended. */
  async kill(): Promise<void> {
    await this.#runtime.kill();
    await this.#exited;
  }

  #failInit(errorType: string, payload: Buffer): void {
    this.#initError = { errorType, payload };
    void this.#runtime.kill();
  }

  async #watch(onLine: (line: string) => void): Promise<RuntimeExit> {
    const { child } = this.#runtime;
    const outputs = [child.stdout, child.stderr].map((stream) => {
      const lines = new OutputLines(onLine);
      stream?.on("data", (chunk: Buffer) => lines.write(chunk));
      return lines;
    });
    const reason = await endOf(this.#runtime);
    for (const lines of outputs) lines.end();
    this.#api.close();
    this.#exit = { kind: "exit", reason, ...(this.#initError && { initError: this.#initError }) };
    this.#ready.resolve(this.#exit);
    this.#answered.resolve(this.#exit);
    return this.#exit;
  }
}

/** How long a descriptor that somebody else still holds can delay the news of an exit, in milliseconds. */
const closeGraceMs = 100;

function endOf({ child, exitReason }: StartedRuntime): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(`Runtime exited with error: ${error.message}`));
    child.once("exit", (code, signal) => {
      const reason = exitReason(code, signal);
      const timer = setTimeout(resolve, closeGraceMs, reason);
      child.once("close", () => {
        clearTimeout(timer);
        resolve(reason);
      });
    });
  });
}
