import { performance } from "node:perf_hooks";
import type { EventStream } from "../events.ts";
import type { Faults, InvocationFault } from "../faults/faults.ts";
import type { FunctionConfiguration } from "./definition.ts";
import {
  type Ending,
  type EnvironmentRequest,
  type EnvironmentResult,
  failed,
  failureOf,
} from "./environment-result.ts";
import { FunctionLog } from "./function-log.ts";
import { exited, oversized, timedOut } from "./invocation-failure.ts";
import {
  billedDuration,
  endLine,
  initReportLine,
  initStartLine,
  reportLine,
  startLine,
} from "./log-lines.ts";
import type { EndReason, PooledEnvironment } from "./pool.ts";
import type { RuntimeAnswer, RuntimeRequest } from "./runtime-api.ts";
import type { RuntimeExit, RuntimeProcess } from "./runtime-process.ts";

export interface EnvironmentOptions {
  readonly configuration: FunctionConfiguration;
  readonly version: string;
  /** The environment's name, in the log stream and in events. */
  readonly instance: string;
  readonly logStream: string;
  readonly events: EventStream;
  /** Milliseconds that the init phase may take; on AWS 10,000. */
  readonly initLimitMs: number;
  /** Lets the latency of a fault pass. */
  readonly wait: Faults["wait"];
  readonly startProcess: (onLine: (line: string) => void) => Promise<RuntimeProcess>;
  /** Called once, when the environment is of no more use. */
  readonly onEnd: (environment: ExecutionEnvironment) => void;
}

const expired = Symbol("expired");

/** A time limit that starts when it is made. */
interface Limit {
  readonly passed: Promise<typeof expired>;
  readonly timer: NodeJS.Timeout;
}

/**
 * One execution environment: a log stream, and a process that serves one invocation at a time.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 *
 * An init phase that fails or takes too long is run again within the first invocation, under the function's own
 * timeout. A timeout or a crash ends the environment.
 */
export class ExecutionEnvironment implements PooledEnvironment {
  readonly ready: Promise<void>;
  readonly #options: EnvironmentOptions;
  readonly #log: FunctionLog;
  /** The process that has initialised. */
  #initialised: RuntimeProcess | undefined;
  /** The process that exists, initialised or not. */
  #process: RuntimeProcess | undefined;
  #initDurationMs: number | undefined;
  #invocationLimit: Limit | undefined;
  #endReason: EndReason | "timeout" | "crash" | undefined;
  #maxMemoryUsedMb = 0;

  constructor(options: EnvironmentOptions) {
    const { configuration, logStream, events } = options;
    this.#options = options;
    this.#log = new FunctionLog(events, {
      functionName: configuration.name,
      logGroup: configuration.logGroup,
      logStream,
    });
    this.ready = this.#init();
  }

  /**
   * Runs one event. The environment must be ready, and no other event in it.
   * @throws Error when a process can't be started for it; the environment has ended then
   */
  async invoke(request: EnvironmentRequest): Promise<EnvironmentResult> {
    const { configuration, version } = this.#options;
    const { logFormat, timeoutSeconds } = configuration;
    this.#log.begin(request.requestId);
    this.#log.write(startLine(logFormat, new Date(), request.requestId, version));
    const started = performance.now();
    const limit = startLimit(timeoutSeconds * 1000);
    this.#invocationLimit = limit;
    const ending = await this.#run(request, limit).catch(async (error: unknown) => {
      clearTimeout(limit.timer);
      await this.#end("crash");
      throw error;
    });
    const elapsed = performance.now() - started;
    return this.#report(request, ending, ending.outcome === "timeout" ? timeoutSeconds * 1000 : elapsed);
  }

  /** @returns whether it can take another event: when the runtime asks for one, until the invocation's timeout. */
  async reusable(): Promise<boolean> {
    const limit = this.#invocationLimit;
    const next = this.#initialised?.ready;
    if (
      this.#endReason === undefined &&
      limit &&
      next &&
      (await Promise.race([next, limit.passed])) === expired
    ) {
      await this.#end("timeout");
    }
    clearTimeout(limit?.timer);
    return this.#endReason === undefined;
  }

  end(reason: EndReason): Promise<void> {
    return this.#end(reason);
  }

  async #end(reason: EndReason | "timeout" | "crash"): Promise<void> {
    const first = this.#endReason === undefined;
    this.#endReason ??= reason;
    await this.#process?.kill();
    if (first) this.#options.onEnd(this);
  }

  async #init(): Promise<void> {
    const { configuration, version, initLimitMs } = this.#options;
    const { logFormat, name } = configuration;
    this.#log.write(initStartLine(logFormat, new Date(), name, version));
    const started = performance.now();
    const limit = startLimit(initLimitMs);
    const failure = await this.#initialise("init", limit).finally(() => clearTimeout(limit.timer));
    if (!failure) this.#initDurationMs = performance.now() - started;
  }

  /** Starts a process and waits until it is initialised. @returns why it is not; the process has ended then. */
  async #initialise(
    phase: "init" | "invoke",
    limit: Limit,
  ): Promise<RuntimeExit | typeof expired | undefined> {
    const started = performance.now();
    const runtime = await this.#spawn();
    const outcome = await Promise.race([runtime.ready, limit.passed]);
    if (outcome !== expired && outcome.kind === "ready") {
      this.#initialised = runtime;
      return undefined;
    }
    this.#maxMemoryUsedMb = runtime.maxMemoryMb;
    await runtime.kill();
    const { logFormat } = this.#options.configuration;
    const report = { durationMs: performance.now() - started, phase };
    const failure =
      outcome === expired
        ? ({ status: "timeout" } as const)
        : ({ status: "error", errorType: outcome.initError?.errorType ?? "Runtime.ExitError" } as const);
    this.#log.write(initReportLine(logFormat, new Date(), { ...report, ...failure }));
    return outcome;
  }

  async #spawn(): Promise<RuntimeProcess> {
    const { events, configuration, instance, startProcess } = this.#options;
    const runtime = await startProcess((line) => this.#log.write(line));
    this.#process = runtime;
    const facts = { functionName: configuration.name, instance, pid: runtime.pid };
    events.publish({ type: "process", time: Date.now(), state: "started", ...facts });
    void runtime.exited.then(() => {
      const initialised = this.#initialised === runtime;
      const reason = this.#endReason ?? (initialised ? "crash" : "init");
      events.publish({ type: "process", time: Date.now(), state: "ended", ...facts, reason });
      if (initialised) void this.#end("crash");
    });
    if (this.#endReason !== undefined) await runtime.kill();
    return runtime;
  }

  async #run(request: EnvironmentRequest, limit: Limit): Promise<Ending> {
    const deadlineMs = Date.now() + this.#options.configuration.timeoutSeconds * 1000;
    if (!this.#initialised) {
      const failure = await this.#initialise("invoke", limit);
      if (failure === expired) return this.#timeout(request.requestId);
      if (failure) return this.#exit(request.requestId, failure);
    }
    if (await this.#isHeldUp(request.fault, limit)) return this.#timeout(request.requestId);
    const answer = await Promise.race([this.#send(request, deadlineMs), limit.passed]);
    if (answer === expired) return this.#timeout(request.requestId);
    switch (answer.kind) {
      case "response":
        return { outcome: "ok", payload: answer.payload };
      case "error":
        return { outcome: "error", errorType: answer.errorType, payload: answer.payload };
      case "oversized":
        return failed("error", oversized(answer.bytes));
      case "exit":
        return this.#exit(request.requestId, answer);
    }
  }

  /** Lets the latency of a fault pass. @returns whether the time-out has come meanwhile */
  async #isHeldUp({ latencyMs, outcome }: InvocationFault, limit: Limit): Promise<boolean> {
    const limitMs = this.#options.configuration.timeoutSeconds * 1000;
    const heldUpMs = outcome === "timeout" ? limitMs : Math.min(latencyMs, limitMs);
    const runtime = this.#initialised;
    if (heldUpMs === 0 || !runtime) return false;
    const ended = await Promise.race([this.#options.wait(heldUpMs), limit.passed, runtime.exited]);
    return heldUpMs === limitMs && (ended === undefined || ended === expired);
  }

  #send(request: EnvironmentRequest, deadlineMs: number): Promise<RuntimeAnswer | RuntimeExit> {
    const { requestId, invokedFunctionArn, trace, clientContext, payload, fault } = request;
    const failing = fault.outcome === "error" || fault.outcome === "exception" ? fault.outcome : undefined;
    const event: RuntimeRequest = {
      requestId,
      invokedFunctionArn,
      deadlineMs,
      traceHeader: trace.header,
      ...(clientContext !== undefined && { clientContext }),
      payload,
      ...(failing && { fault: failing }),
    };
    return (
      this.#initialised?.invoke(event) ?? Promise.reject(new Error("The environment is not initialised."))
    );
  }

  async #timeout(requestId: string): Promise<Ending> {
    const { timeoutSeconds } = this.#options.configuration;
    await this.#end("timeout");
    this.#log.write(
      `${new Date().toISOString()} ${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
    );
    return failed("timeout", timedOut(requestId, timeoutSeconds));
  }

  #exit(requestId: string, { reason, initError }: RuntimeExit): Ending {
    if (initError) return { outcome: "error", ...initError };
    const failure = exited(requestId, reason);
    this.#log.write(`${failure.errorMessage}\n${failure.errorType}`);
    return failed("crash", failure);
  }

  #report(request: EnvironmentRequest, ending: Ending, durationMs: number): EnvironmentResult {
    const { logFormat, memorySizeMb, activeTracing } = this.#options.configuration;
    const { requestId, trace } = request;
    const initDurationMs = this.#initDurationMs;
    this.#initDurationMs = undefined;
    this.#maxMemoryUsedMb = Math.max(this.#maxMemoryUsedMb, this.#process?.maxMemoryMb ?? 0);
    const figures = {
      durationMs,
      billedDurationMs: billedDuration(durationMs, initDurationMs),
      maxMemoryUsedMb: this.#maxMemoryUsedMb,
      ...(initDurationMs !== undefined && { initDurationMs }),
    };
    const end = endLine(logFormat, requestId);
    if (end) this.#log.write(end);
    const failure = failureOf(ending);
    this.#log.write(
      reportLine(logFormat, new Date(), {
        requestId,
        memorySizeMb,
        ...figures,
        ...(failure && { failure }),
        ...(activeTracing && trace.sampled && { trace }),
      }),
    );
    return { ...ending, ...figures, logTail: this.#log.end() };
  }
}

function startLimit(milliseconds: number): Limit {
  const { promise, resolve } = Promise.withResolvers<typeof expired>();
  return { passed: promise, timer: setTimeout(resolve, milliseconds, expired) };
}
