import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { readManifest } from "../bundle/bundle.ts";
import { type EngineOptions, startDynamoDbEngine } from "./aws/dynamodb/engine-resolution.ts";
import { bucketTypes } from "./aws/s3/declared-buckets.ts";
import { FauxqsEngine } from "./aws/s3/fauxqs/fauxqs-engine.ts";
import type { Emulation } from "./compose.ts";
import { emptyDataDirectory, holdDataDirectory, temporaryDataDirectory } from "./data-directory.ts";
import { EventStream } from "./events.ts";
import { FaultBoard } from "./faults/fault-board.ts";
import { parseFault } from "./faults/fault-spec.ts";
import type { ServedRoute } from "./gateway/gateway.ts";
import { ContainerHost } from "./lambda/containers/container-host.ts";
import { ProcessHost } from "./lambda/process-host.ts";
import type { StartOptions } from "./options.ts";
import { keepUses } from "./permissions/use-file.ts";
import { ProcessSupervisor } from "./process/supervisor.ts";
import { notEmulated } from "./program/coverage-of-types.ts";
import type { DeclaredProgram } from "./program/declared.ts";
import { readStackConfig, type StackConfig } from "./program/stack-config.ts";
import { StackEvaluation } from "./program/stack-evaluation.ts";
import { LogFiles } from "./telemetry/log-files.ts";
import type { Reloader } from "./watch/reloader.ts";

/** A running local cloud. */
export interface LocalCloud {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  /** URL of the first API, with a named stage in it; absent when the program declares none. */
  readonly api?: string;
  /** URLs by API name. */
  readonly apis: Readonly<Record<string, string>>;
  /** URLs by function name. */
  readonly functionUrls: Readonly<Record<string, string>>;
  /** One URL for every AWS SDK and the AWS CLI. */
  readonly awsEndpoint: string;
  /** URL of the web page that shows it all. */
  readonly console: string;
  readonly routes: readonly ServedRoute[];
  /** `bytes` is the bundle's size, absent for code that is no bundle of ours. */
  readonly functions: readonly { readonly name: string; readonly bytes?: number }[];
  /** Faults that are on from the start, as `--fault` takes them. */
  readonly faults: readonly string[];
  /** Whether traces are sampled as AWS does; otherwise each is recorded. */
  readonly sampleTraces: boolean;
  /** What the program declared when it was evaluated first. */
  readonly declared: DeclaredProgram;
  readonly dataDir: string;
  readonly logsDir: string;
  /** What the program declares and nobody here emulates, in lines for people. */
  readonly notEmulated: readonly string[];
  /** Milliseconds from the call of `start` until every address answered. */
  readonly readyMs: number;
  readonly events: EventStream;
  /** Ends everything within a second; what was acknowledged is stored. */
  stop(): Promise<void>;
}

export interface StartHooks {
  /** Takes what a person should read before the local cloud is ready. */
  announce?(line: string): void;
}

const DEFAULTS = {
  program: ".",
  stack: "dev",
  port: 3000,
  awsPort: 4566,
  functionUrlPort: 3001,
  watch: true,
  faults: [] as readonly string[],
  sampleTraces: false,
  containers: false,
};

/**
 * Runs a Pulumi program on this machine.
 * @throws LocalError with one sentence on what to do; then nothing is left running
 */
export async function start(given: StartOptions = {}, hooks: StartHooks = {}): Promise<LocalCloud> {
  const started = performance.now();
  const awsPort = given.awsPort ?? DEFAULTS.awsPort;
  const options = { ...DEFAULTS, consolePort: awsPort === 0 ? 0 : awsPort + 1, ...given };
  // What is malformed is told before anything is started, what names nothing once it is known what there is.
  options.faults.forEach(parseFault);
  const readConfig = () => readStackConfig(options.program, options.stack, options.config);
  const config = readConfig();
  // Whatever fails below, all that was started before it ends, in the opposite order.
  await using starting = new AsyncDisposableStack();

  const data = await openDataDirectory(options, config, hooks);
  starting.defer(() => data.release());
  const events = new EventStream();
  const logs = new LogFiles(join(data.path, "logs"), events);
  starting.defer(() => logs.stop());
  const supervisor = new ProcessSupervisor();
  starting.defer(() => supervisor.stop());

  const cacheDirectory = join(config.directory, ".lambdock/cache");
  const print = (line: string) => events.notice("info", line);
  // Settings are read each time: an edit of a stack's file is an edit of the program.
  const stopping = new AbortController();
  starting.defer(() => stopping.abort());
  const s3 = new FauxqsEngine({ dataDir: data.path, supervisor, events });
  starting.defer(() => s3.stop());
  const evaluation = new StackEvaluation({
    readConfig,
    cacheDirectory,
    print,
    onType: (type) => bucketTypes.includes(type) && s3.warmUp(),
    signal: stopping.signal,
    // What may be out of date is only served by who watches. Options may hold secrets, which are not kept.
    remembers: options.watch && options.config === undefined,
  });
  const known = await evaluation.known(options.evaluated);
  const starts = bothOrNeither(
    startDynamoDbEngine({ supervisor, events, ...engineOptions(options, data.path) }),
    known?.program ?? evaluation.evaluate(),
  );
  // Loaded while another process evaluates the program: that takes longest.
  const loaded = Promise.all([import("./compose.ts"), import("./telemetry/telemetry.ts")]);
  const [dynamodb, program] = await starts;
  const [{ compose }, { Telemetry }] = await loaded;
  const telemetry = new Telemetry({ events });
  starting.defer(() => telemetry.stop());
  await telemetry.start();
  const faults = new FaultBoard({ events });
  faults.declare(program);
  for (const fault of options.faults) faults.add(fault);
  const host = options.containers
    ? new ContainerHost({ supervisor, say: hooks.announce ?? print })
    : new ProcessHost(supervisor, join(cacheDirectory, "functions"));
  const emulation = compose({
    ...options,
    events,
    engines: { dynamodb, s3 },
    dataDir: data.path,
    telemetry,
    faults,
    sampling: options.sampleTraces ? "aws" : "all",
    host,
  });
  starting.defer(keepUses(emulation.permissionUse, data.path));
  for (const emulator of emulation.emulators) starting.defer(() => emulator.stop());
  await emulation.endpoint.start();
  starting.defer(() => emulation.endpoint.stop());
  await emulation.console.start();
  starting.defer(() => emulation.console.stop());
  await emulation.apply(program);

  if (options.watch) {
    const reloader = await serveEdits(program, emulation, evaluation, events);
    starting.defer(async () => {
      const stopped = reloader.stop();
      // What is evaluated for an edit is waited for no more.
      stopping.abort();
      await stopped;
    });
    if (known?.isRemembered === true) reloader.confirm();
  }
  const running = starting.move();
  return {
    ...(await describe(program, emulation)),
    faults: faults.active.map(({ spec }) => spec),
    sampleTraces: options.sampleTraces,
    dataDir: data.path,
    logsDir: logs.directory,
    readyMs: performance.now() - started,
    events,
    stop: () => running.disposeAsync(),
  };
}

async function openDataDirectory(
  options: StartOptions & { stack: string },
  config: StackConfig,
  hooks: StartHooks,
) {
  if (options.ephemeral === true) return temporaryDataDirectory();
  const data = holdDataDirectory(config.directory, options.stack);
  if (options.reset === true) emptyDataDirectory(data, hooks.announce ?? (() => undefined));
  return data;
}

function engineOptions(
  { dynamodb, ephemeral }: StartOptions,
  dataDir: string,
): Pick<EngineOptions, "url" | "dataDir"> {
  return { ...(dynamodb !== undefined && { url: dynamodb }), ...(ephemeral !== true && { dataDir }) };
}

/** Waits for both even when one fails, so that a failed start leaves nothing half-started behind. */
async function bothOrNeither<A extends { stop(): Promise<void> }, B>(
  a: Promise<A>,
  b: B | Promise<B>,
): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b]);
  if (first.status === "rejected") throw first.reason;
  if (second.status === "rejected") {
    await first.value.stop();
    throw second.reason;
  }
  return [first.value, second.value];
}

async function serveEdits(
  program: DeclaredProgram,
  { apply, lambda }: Emulation,
  evaluation: StackEvaluation,
  events: EventStream,
): Promise<Reloader> {
  const { Reloader } = await import("./watch/reloader.ts");
  return Reloader.start(program, {
    events,
    evaluate: () => evaluation.evaluate(),
    apply,
    holdFunction: (name) => lambda.hold(name),
    reloadFunction: (name) => lambda.reload(name),
    functions: () => lambda.functions,
  });
}

async function describe(program: DeclaredProgram, emulation: Emulation) {
  const { gateway, lambda, endpoint, emulators } = emulation;
  const functions = lambda.functions.map(async ({ name, directory }) => {
    const manifest = await readManifest(directory);
    return { name, ...(manifest !== undefined && { bytes: manifest.bytes }) };
  });
  return {
    project: program.project,
    stack: program.stack,
    region: program.region,
    ...gateway.urls,
    awsEndpoint: endpoint.url,
    console: emulation.console.url,
    routes: gateway.routes,
    functions: await Promise.all(functions),
    declared: program,
    notEmulated: notEmulated(program, new Set(emulators.flatMap(({ types }) => types))),
  };
}
