import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { type Emulator, LocalError } from "../emulator.ts";
import type { EventStream } from "../events.ts";
import { type Faults, noFaults } from "../faults/faults.ts";
import type { DeclaredProgram } from "../program/declared.ts";
import { type AsyncDelays, AsyncInvocations, lambdaDelays } from "./async-invocations.ts";
import { type LocateCode, locateCode } from "./code.ts";
import { ConcurrencyLimits } from "./concurrency.ts";
import { crowdedMachine } from "./crowded-machine.ts";
import {
  aliasType,
  eventInvokeConfigType,
  type FunctionDefinition,
  functionDefinitions,
  functionType,
} from "./definition.ts";
import { type DestinationServices, Destinations } from "./destinations.ts";
import type { FunctionCredentials } from "./function-environment.ts";
import { type FunctionReference, functionArn, parseFunctionName } from "./function-name.ts";
import { type Attempt, FunctionRunner, type RunnerServices } from "./function-runner.ts";
import { type Invocation, InvocationRefused, type InvocationResult, type Invoke } from "./invocation.ts";
import { checkRequest, clientContextOf } from "./request-checks.ts";
import { ResourcePolicies } from "./resource-policies.ts";
import { declaredPermissions, permissionType } from "./resource-policy.ts";
import type { RuntimeHost } from "./runtime-host.ts";
import { Sampler, type Sampling } from "./sampler.ts";
import { traceOf } from "./trace-header.ts";
import { resolveVersion } from "./versions.ts";

export interface LambdaEmulatorOptions {
  readonly events: EventStream;
  /** What befalls invocations; by default nothing. */
  readonly faults?: Faults;
  /** Where functions run. */
  readonly host: RuntimeHost;
  /** The URL that functions get as `AWS_ENDPOINT_URL`; asked for whenever a process starts. */
  readonly awsEndpoint: () => string;
  /** Session credentials of a function's role, for one process. */
  readonly credentialsFor: (
    roleArn: string,
    functionName: string,
  ) => FunctionCredentials | Promise<FunctionCredentials>;
  /** Tells destinations how asynchronous invocations ended. */
  readonly postToAws: DestinationServices["postToAws"];
  /** Finds a function's code; by default in the build context of its image. */
  readonly locateCode?: LocateCode;
  /** Processes that one function may have at once; by default four for each core. `unlimited` is as AWS does. */
  readonly maxInstances?: number | "unlimited";
  /** The account's concurrency limit; by default 1,000. */
  readonly accountConcurrency?: number;
  /** `HOST:PORT` to which functions send trace segments; by default `127.0.0.1:2000`, the X-Ray daemon's own. */
  readonly xrayDaemon?: string;
  /** Which invocations of functions with active tracing are traced; by default all. */
  readonly sampling?: Sampling;
  /** The time limit of the init phase, in milliseconds; by default AWS's 10,000. */
  readonly initLimitMs?: number;
  /** A process that was idle for this long ends, in milliseconds; by default 5 minutes. */
  readonly idleMs?: number;
  /** How long a request waits for a busy process before another is started, in milliseconds; by default 10 (250 when the machine's CPU is used up). */
  readonly patienceMs?: number;
  /** Waits between the attempts of an asynchronous invocation; by default AWS's. */
  readonly asyncDelays?: AsyncDelays;
}

/** How long `stop` lets invocations finish, in milliseconds. */
const stopGraceMs = 500;

/**
 * AWS Lambda: runs the declared functions, through the real runtime API.
 *
 * With processes, what differs from AWS: memory is limited as far as V8's heap is, `/tmp` is this machine's and unlimited, layers,
 * extensions, response streaming, VPC, provisioned concurrency and queues as destinations are not there, and all
 * versions of a function have the code of the last build.
 */
export class LambdaEmulator implements Emulator {
  readonly types = [functionType, aliasType, permissionType, eventInvokeConfigType];
  readonly #faults: Faults;
  readonly #sampler: Sampler;
  readonly #services: RunnerServices;
  readonly #locateCode: LocateCode;
  readonly #runners = new Map<string, FunctionRunner>();
  readonly #asynchronous: AsyncInvocations;
  readonly #destinations: Destinations;
  #policies = new ResourcePolicies([]);
  #region = "us-east-1";

  constructor(options: LambdaEmulatorOptions) {
    const { events, host, awsEndpoint, credentialsFor, postToAws } = options;
    this.#faults = options.faults ?? noFaults;
    this.#sampler = new Sampler(options.sampling ?? "all");
    this.#locateCode = options.locateCode ?? locateCode;
    this.#asynchronous = new AsyncInvocations(events, options.asyncDelays ?? lambdaDelays);
    this.#services = {
      events,
      wait: this.#faults.wait,
      host,
      awsEndpoint,
      credentialsFor,
      limits: new ConcurrencyLimits(options.accountConcurrency ?? 1_000),
      xrayDaemon: options.xrayDaemon ?? "127.0.0.1:2000",
      maxInstances: options.maxInstances ?? 4 * availableParallelism(),
      cores: availableParallelism(),
      crowded: crowdedMachine(),
      initLimitMs: options.initLimitMs ?? 10_000,
      idleMs: options.idleMs ?? 300_000,
      patienceMs: options.patienceMs ?? 10,
      crowdedPatienceMs: 1000,
    };
    this.#destinations = new Destinations({ events, credentialsFor, postToAws });
  }

  async apply(program: DeclaredProgram): Promise<void> {
    const definitions = functionDefinitions(program, this.#locateCode);
    const policies = new ResourcePolicies(declaredPermissions(program));
    const { host } = this.#services;
    await Promise.all(definitions.map(({ configuration }) => host.prepare(configuration)));
    const names = new Set(definitions.map(({ configuration }) => configuration.name));
    const removed = [...this.#runners].filter(([name]) => !names.has(name));
    for (const [name] of removed) this.#runners.delete(name);
    for (const definition of definitions) {
      const { name } = definition.configuration;
      const runner = this.#runners.get(name);
      if (runner) runner.update(definition);
      else this.#runners.set(name, new FunctionRunner(definition, this.#services));
    }
    this.#services.limits.reserve(
      new Map(
        definitions.flatMap(({ configuration, reservedConcurrency }) =>
          reservedConcurrency === undefined ? [] : [[configuration.name, reservedConcurrency] as const],
        ),
      ),
    );
    this.#policies = policies;
    this.#destinations.declare(definitions);
    this.#region = program.region;
    await Promise.all(removed.map(([, runner]) => runner.stop(stopGraceMs)));
  }

  /** What is served, as it was declared last. */
  get definitions(): readonly FunctionDefinition[] {
    return [...this.#runners.values()].map(({ definition }) => definition);
  }

  /** The functions that are served, with the folder of their code, absolute. */
  get functions() {
    return [...this.#runners.values()].map(({ definition: { configuration } }) => ({
      name: configuration.name,
      directory: configuration.codeDirectory,
      ...(configuration.image && { dockerfile: configuration.image.dockerfile }),
    }));
  }

  /**
   * Runs a function's new code from now on; invocations that run finish on the old.
   * @throws LocalError when there is no such function, or its code can't be made ready.
   */
  async reload(functionName: string): Promise<void> {
    const runner = this.#runners.get(functionName);
    if (!runner) throw new LocalError(`There is no function "${functionName}" to reload: ${this.#known()}`);
    await this.#services.host.prepare(runner.definition.configuration);
    runner.reload();
  }

  /** Lets a function's invocations wait, because new code for it is on its way. @returns what lets them go on */
  hold(functionName: string): () => void {
    return this.#runners.get(functionName)?.hold() ?? (() => undefined);
  }

  readonly invoke: Invoke = async (invocation) => {
    const { runner, reference, qualifier, version } = this.#resolve(invocation);
    this.#authorize(invocation, reference.name, qualifier);
    const asked = {
      functionName: runner.definition.configuration.name,
      qualifier,
      version,
      routeKey: invocation.caller?.routeKey,
    };
    const fault = this.#faults.ofInvocation(asked);
    if (fault.outcome === "refuse") throw this.#refusal(invocation, reference.name, qualifier);
    checkRequest(invocation);
    const { arn, activeTracing } = runner.definition.configuration;
    const clientContext = clientContextOf(invocation);
    const attempt: Attempt = {
      requestId: randomUUID(),
      version,
      qualifier,
      invokedFunctionArn: qualifier === undefined ? arn : `${arn}:${qualifier}`,
      invocationType: invocation.invocationType ?? "RequestResponse",
      trace: traceOf(invocation.traceHeader, activeTracing, (traceId) =>
        this.#sampler.samples(traceId, Date.now()),
      ),
      payload: invocation.payload.length > 0 ? invocation.payload : emptyEvent,
      fault,
      ...(clientContext !== undefined && { clientContext }),
    };
    if (attempt.invocationType !== "Event") return runner.run(attempt);
    return this.#accept(runner, attempt, () => this.#faults.ofInvocation(asked));
  };

  async stop(): Promise<void> {
    this.#asynchronous.stop();
    await Promise.all([...this.#runners.values()].map((runner) => runner.stop(stopGraceMs)));
    await this.#services.host.stop();
  }

  /** @param nextFault what befalls a further attempt */
  #accept(runner: FunctionRunner, attempt: Attempt, nextFault: () => Attempt["fault"]): InvocationResult {
    const { configuration, asynchronous } = runner.definition;
    const { requestId, version, qualifier = "$LATEST", payload } = attempt;
    const functionArn = `${configuration.arn}:${qualifier}`;
    let isFirst = true;
    this.#asynchronous.accept({
      requestId,
      functionName: configuration.name,
      ...asynchronous,
      attempt() {
        const fault = isFirst ? attempt.fault : nextFault();
        isFirst = false;
        return runner.run({ ...attempt, fault });
      },
      ended: (end) => this.#destinations.deliver(runner.definition, { requestId, functionArn, payload }, end),
    });
    return { requestId, executedVersion: version, payload: Buffer.alloc(0), logTail: "" };
  }

  #resolve(invocation: Invocation) {
    const reference = parseFunctionName(invocation.functionName);
    const qualifier = invocation.qualifier ?? reference?.qualifier;
    const runner = reference && this.#runners.get(reference.name);
    const version = runner && resolveVersion(runner.definition, qualifier, Math.random());
    if (!reference || !runner || version === undefined) {
      const name = reference ?? { name: invocation.functionName };
      throw new InvocationRefused(
        "ResourceNotFoundException",
        `Function not found: ${this.#arnOf(name, qualifier)}`,
      );
    }
    return { runner, reference, qualifier, version };
  }

  #authorize(invocation: Invocation, functionName: string, qualifier: string | undefined): void {
    const { caller } = invocation;
    const action = caller && this.#policies.refusedAction({ functionName, qualifier, caller });
    if (action) throw this.#refusal(invocation, functionName, qualifier, action);
  }

  #refusal(
    { caller }: Invocation,
    functionName: string,
    qualifier: string | undefined,
    action = "lambda:InvokeFunction",
  ): InvocationRefused {
    const principal = caller?.service === "function-url" ? "anonymous" : (caller?.service ?? "the caller");
    return new InvocationRefused(
      "AccessDeniedException",
      `User: ${principal} is not authorized to perform: ${action} on resource: ${this.#arnOf({ name: functionName }, qualifier)} because no resource-based policy allows the ${action} action`,
    );
  }

  #arnOf(reference: FunctionReference, qualifier: string | undefined): string {
    return functionArn({ ...reference, ...(qualifier !== undefined && { qualifier }) }, this.#region);
  }

  #known(): string {
    const names = [...this.#runners.keys()];
    return names.length > 0 ? `the program declares ${names.join(", ")}.` : "the program declares none.";
  }
}

/** What a function gets when it is invoked without a payload. */
const emptyEvent = Buffer.from("{}");
