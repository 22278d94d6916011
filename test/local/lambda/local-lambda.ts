import { EventStream, type LocalEvent } from "../../../local/events.ts";
import { LambdaEmulator, type LambdaEmulatorOptions } from "../../../local/lambda/emulator.ts";
import type { Invocation, InvocationResult } from "../../../local/lambda/invocation.ts";
import { ProcessHost } from "../../../local/lambda/process-host.ts";
import { ProcessSupervisor } from "../../../local/process/supervisor.ts";
import { functionResource, programOf } from "./declare.ts";

type EventOf<T extends LocalEvent["type"]> = Extract<LocalEvent, { type: T }>;

interface LocalLambdaOptions extends Partial<LambdaEmulatorOptions> {
  /** A folder for V8's compile cache; none by default. */
  readonly compileCacheDirectory?: string;
}

/** A Lambda emulator on the fixtures' code that keeps what happens. */
export class LocalLambda {
  readonly events = new EventStream();
  readonly supervisor = new ProcessSupervisor();
  readonly emulator: LambdaEmulator;
  readonly #seen: LocalEvent[] = [];

  constructor({ compileCacheDirectory, ...options }: LocalLambdaOptions = {}) {
    for (const type of ["invocation", "log", "process", "notice"] as const) {
      this.events.subscribe(type, (event) => this.#seen.push(event));
    }
    this.emulator = new LambdaEmulator({
      events: this.events,
      host: new ProcessHost(this.supervisor, compileCacheDirectory),
      awsEndpoint: () => "http://127.0.0.1:4566",
      postToAws: ({ service }) => Promise.reject(new Error(`There is no ${service} here.`)),
      credentialsFor: (roleArn) => ({
        accessKeyId: "ASIA",
        secretAccessKey: "secret",
        sessionToken: roleArn,
      }),
      locateCode: () => ({ directory: `${import.meta.dirname}/fixtures/code`, handler: "scenario.handler" }),
      ...options,
    });
  }

  /** Declares one function `fn` with these inputs, and applies it. By default it has time on a slow machine too. */
  async declare(inputs: Record<string, unknown> = {}): Promise<this> {
    await this.emulator.apply(programOf([functionResource("fn", { timeout: 60, ...inputs })]));
    return this;
  }

  async stop(): Promise<void> {
    await this.emulator.stop();
    await this.supervisor.stop(0);
  }

  /** Invokes `fn` with a JSON event. */
  invoke(event: unknown, invocation: Partial<Invocation> = {}): Promise<InvocationResult> {
    return this.emulator.invoke({
      functionName: "fn",
      payload: Buffer.from(JSON.stringify(event)),
      ...invocation,
    });
  }

  /** Invokes `fn` and reads its answer. */
  async answer<T = unknown>(event: unknown, invocation: Partial<Invocation> = {}): Promise<T> {
    const { payload } = await this.invoke(event, invocation);
    return JSON.parse(payload.toString()) as T;
  }

  seen<T extends LocalEvent["type"]>(type: T): EventOf<T>[] {
    return this.#seen.filter((event): event is EventOf<T> => event.type === type);
  }

  /** Messages of the log, those of one invocation or all. */
  lines(requestId?: string): string[] {
    const logs = this.seen("log").filter((log) => requestId === undefined || log.requestId === requestId);
    return logs.map(({ message }) => message);
  }

  /** Process ids of the environments that exist. */
  pids(): number[] {
    const ended = new Set(this.seen("process").flatMap(({ state, pid }) => (state === "ended" ? [pid] : [])));
    return this.seen("process").flatMap(({ state, pid }) =>
      state === "started" && !ended.has(pid) ? [pid] : [],
    );
  }
}
