import { randomBytes } from "node:crypto";
import type { EventStream, InvocationEvent } from "../events.ts";
import type { Faults } from "../faults/faults.ts";
import { type ConcurrencyLimits, throttling } from "./concurrency.ts";
import type { FunctionConfiguration, FunctionDefinition } from "./definition.ts";
import { EarlyStart, type EnvironmentNames, type StartEarly } from "./early-start.ts";
import { ExecutionEnvironment } from "./environment.ts";
import type { EnvironmentRequest, EnvironmentResult } from "./environment-result.ts";
import { type FunctionCredentials, functionEnvironment, logStreamName } from "./function-environment.ts";
import type { InvocationResult } from "./invocation.ts";
import { EnvironmentPool } from "./pool.ts";
import type { RuntimeHost } from "./runtime-host.ts";
import { RuntimeProcess } from "./runtime-process.ts";

/** What every function of the emulator shares. */
export interface RunnerServices {
  readonly events: EventStream;
  readonly wait: Faults["wait"];
  readonly host: RuntimeHost;
  readonly limits: ConcurrencyLimits;
  readonly awsEndpoint: () => string;
  readonly credentialsFor: (
    roleArn: string,
    functionName: string,
  ) => FunctionCredentials | Promise<FunctionCredentials>;
  readonly xrayDaemon: string;
  readonly maxInstances: number | "unlimited";
  readonly cores: number;
  readonly crowded: () => boolean;
  readonly initLimitMs: number;
  readonly idleMs: number;
  readonly patienceMs: number;
  readonly crowdedPatienceMs: number;
}

/** One attempt to run an event. */
export interface Attempt extends EnvironmentRequest {
  readonly version: string;
  readonly qualifier: string | undefined;
  readonly invocationType: "RequestResponse" | "Event";
}

/** A request that waits is news once, not each time: at most once in this many milliseconds and function. */
const fullNoticeMs = 60_000;
/** For how many edits a request waits, one after the other. */
const editsWaitedFor = 2;

/** Runs one function: the execution environments of each of its versions. */
export class FunctionRunner {
  readonly #services: RunnerServices;
  readonly #pools = new Map<string, EnvironmentPool<ExecutionEnvironment>>();
  #definition: FunctionDefinition;
  #fullNoticeAt = Number.NEGATIVE_INFINITY;
  /** Settled when invocations may start; absent while they may. */
  #held: Promise<void> | undefined;
  /** By version, while there is code to wait for. */
  readonly #early = new Map<string, EarlyStart>();

  constructor(definition: FunctionDefinition, services: RunnerServices) {
    this.#definition = definition;
    this.#services = services;
  }

  get definition(): FunctionDefinition {
    return this.#definition;
  }

  /** Takes a new definition. Environments are replaced only if what they are made from has changed. */
  update(definition: FunctionDefinition): void {
    const before = JSON.stringify(this.#definition.configuration);
    this.#definition = definition;
    if (JSON.stringify(definition.configuration) === before) return;
    // What boots already has the environment of before.
    this.#discardEarly();
    this.reload();
  }

  /** New invocations run in new processes; those that run now finish where they are. */
  reload(): void {
    for (const [version, pool] of this.#pools) {
      const early = this.#early.get(version);
      this.#early.delete(version);
      pool.renew(this.#starter(version, early));
      if (early && !pool.warmUp()) void early.discard();
    }
  }

  /**
   * Lets new invocations wait until there is new code, for which processes boot meanwhile; those that run go on.
   * @returns what lets them start
   */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = promise;
    this.#startEarly();
    return () => {
      if (this.#held === promise) this.#held = undefined;
      this.#discardEarly();
      resolve();
    };
  }

  /** @throws InvocationRefused when the function is throttled. */
  async run(attempt: Attempt): Promise<InvocationResult> {
    const { limits } = this.#services;
    const { name } = this.#definition.configuration;
    const time = Date.now();
    try {
      if (attempt.fault.outcome === "throttle") throw throttling();
      limits.enter(name, attempt.fault.heldConcurrency);
    } catch (refusal) {
      this.#publish(attempt, { time, ...throttled });
      throw refusal;
    }
    try {
      // Edited again meanwhile, it waits again, but not for ever.
      for (let waits = 0; this.#held && waits < editsWaitedFor; waits += 1) await this.#held;
      return await this.#runIn(this.#pool(attempt.version), attempt, time);
    } finally {
      limits.leave(name);
    }
  }

  /** Lets invocations finish within the grace, then ends every process. */
  async stop(graceMs: number): Promise<void> {
    const refusal = new Error(`Function "${this.#definition.configuration.name}" has been stopped.`);
    await Promise.all([...this.#pools.values()].map((pool) => pool.stop(graceMs, refusal)));
  }

  async #runIn(
    pool: EnvironmentPool<ExecutionEnvironment>,
    attempt: Attempt,
    time: number,
  ): Promise<InvocationResult> {
    const { environment, queuedMs } = await pool.acquire();
    const concurrency = this.#busy() + attempt.fault.heldConcurrency;
    const result = await environment.invoke(attempt);
    pool.answered(environment);
    void environment.reusable().then((reusable) => reusable && pool.release(environment));
    this.#publish(attempt, { time, queuedMs, concurrency, ...figuresOf(result) });
    return {
      requestId: attempt.requestId,
      executedVersion: attempt.version,
      payload: result.payload,
      logTail: result.logTail,
      ...(result.outcome !== "ok" && { functionError: "Unhandled" }),
    };
  }

  #pool(version: string): EnvironmentPool<ExecutionEnvironment> {
    const existing = this.#pools.get(version);
    if (existing) return existing;
    const pool = new EnvironmentPool({
      ...this.#services,
      start: this.#starter(version),
      onFull: () => this.#noticeFull(),
    });
    this.#pools.set(version, pool);
    return pool;
  }

  #discardEarly(): void {
    for (const early of this.#early.values()) void early.discard();
    this.#early.clear();
  }

  #startEarly(): void {
    if (!this.#services.host.bootsBeforeCode) return;
    const { configuration } = this.#definition;
    for (const version of this.#pools.keys()) {
      // One boots already, for an edit that has not been served yet.
      if (this.#early.has(version)) continue;
      const start: StartEarly = (names, codeReady, onLine) =>
        this.#startProcess(configuration, names, onLine, codeReady);
      this.#early.set(version, new EarlyStart(this.#names(version), start));
    }
  }

  #names(version: string): EnvironmentNames {
    const instance = randomBytes(16).toString("hex");
    return {
      version,
      instance,
      logStream: logStreamName(this.#definition.configuration, version, instance, new Date()),
    };
  }

  /** @param early the process of the first environment */
  #starter(version: string, early?: EarlyStart): () => ExecutionEnvironment {
    const { configuration } = this.#definition;
    const { events, initLimitMs, wait } = this.#services;
    let first = early;
    return () => {
      const booted = first;
      first = undefined;
      const names = booted?.names ?? this.#names(version);
      return new ExecutionEnvironment({
        ...names,
        configuration,
        events,
        initLimitMs,
        wait,
        startProcess: async (onLine) =>
          (await booted?.take(onLine)) ?? this.#startProcess(configuration, names, onLine),
        onEnd: (environment) => this.#pools.get(version)?.remove(environment),
      });
    };
  }

  async #startProcess(
    configuration: FunctionConfiguration,
    { instance, ...names }: EnvironmentNames,
    onLine: (line: string) => void,
    codeReady?: Promise<void>,
  ): Promise<RuntimeProcess> {
    const { host, awsEndpoint, xrayDaemon, credentialsFor } = this.#services;
    const credentials = await credentialsFor(configuration.roleArn, configuration.name);
    const facts = { ...names, credentials, awsEndpoint: awsEndpoint(), xrayDaemon };
    return RuntimeProcess.start({
      start: (runtimeApi) => {
        const environment = functionEnvironment(configuration, { ...facts, runtimeApi });
        return host.start({ configuration, instance, environment, ...(codeReady && { codeReady }) });
      },
      onLine,
    });
  }

  #busy(): number {
    let busy = 0;
    for (const pool of this.#pools.values()) busy += pool.busy;
    return busy;
  }

  #noticeFull(): void {
    if (performance.now() - this.#fullNoticeAt < fullNoticeMs) return;
    this.#fullNoticeAt = performance.now();
    this.#services.events.notice(
      "info",
      `Function "${this.#definition.configuration.name}": all ${this.#services.maxInstances} execution environments are busy, so requests wait. Use --max-instances to allow more; with "unlimited", each request that finds none free starts one, as on AWS.`,
    );
  }

  #publish(attempt: Attempt, figures: Figures): void {
    const { name, memorySizeMb } = this.#definition.configuration;
    const { qualifier, version, requestId, invocationType } = attempt;
    this.#services.events.publish({
      type: "invocation",
      functionName: name,
      version,
      requestId,
      invocationType,
      memorySizeMb,
      traceId: attempt.trace.header,
      ...(qualifier !== undefined && { qualifier }),
      ...figures,
    });
  }
}

type Figures = Pick<
  InvocationEvent,
  | "time"
  | "outcome"
  | "errorType"
  | "durationMs"
  | "billedDurationMs"
  | "initDurationMs"
  | "queuedMs"
  | "maxMemoryUsedMb"
  | "concurrency"
>;

const throttled = {
  outcome: "throttle",
  errorType: "TooManyRequestsException",
  durationMs: 0,
  billedDurationMs: 0,
  queuedMs: 0,
  maxMemoryUsedMb: 0,
  concurrency: 0,
} as const;

function figuresOf({ payload: _payload, logTail: _logTail, ...figures }: EnvironmentResult) {
  return figures;
}
