import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { readManifest } from "../bundle/bundle.ts";
import { Abandonment } from "./abandonment.ts";
import type { Emulation } from "./compose.ts";
import { emptyDataDirectory, holdDataDirectory, temporaryDataDirectory } from "./data-directory.ts";
import { EventStream, type NoticeEvent } from "./events.ts";
import { parseFault } from "./faults/fault-spec.ts";
import type { ServedRoute } from "./gateway/gateway.ts";
import type { StartOptions } from "./options.ts";
import { ProcessSupervisor } from "./process/supervisor.ts";
import { notEmulated } from "./program/coverage-of-types.ts";
import type { DeclaredProgram } from "./program/declared.ts";
import { readStackConfig, type StackConfig } from "./program/stack-config.ts";
import { StackEvaluation } from "./program/stack-evaluation.ts";
import { LogFiles } from "./telemetry/log-files.ts";

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
  /** What was told while it started: what can't be emulated as it is declared, and what the program printed. */
  readonly notices: readonly NoticeEvent[];
  /** Milliseconds from the call of `start` until every address answered. */
  readonly readyMs: number;
  readonly events: EventStream;
  /** Ends everything within a second; what was acknowledged is stored. */
  stop(): Promise<void>;
}

export interface StartHooks {
  /** Takes what a person should read before the local cloud is ready. */
  announce?(line: string): void;
  /** Abandons a start that is under way: it fails as soon as can be. What has started is ended by `stop` alone. */
  readonly signal?: AbortSignal;
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
 * @throws LocalError with one sentence on what to do, or anything once it was abandoned; then nothing is left running
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
  const notices: NoticeEvent[] = [];
  const endOfNotices = events.subscribe("notice", (notice) => notices.push(notice));
  const logs = new LogFiles(join(data.path, "logs"), events);
  starting.defer(() => logs.stop());
  const supervisor = new ProcessSupervisor();
  starting.defer(() => supervisor.stop());

  const cacheDirectory = join(config.directory, ".lambdock/cache");
  const print = (line: string) => events.notice("info", line);
  const abandonment = new Abandonment(supervisor, hooks.signal);
  starting.defer(() => abandonment.stop());
  const evaluation = new StackEvaluation({
    // Settings are read each time: an edit of a stack's file is an edit of the program.
    readConfig,
    cacheDirectory,
    print,
    supervisor,
    signal: abandonment.stopping,
    // What may be out of date is only served by who watches. Options may hold secrets, which are not kept.
    remembers: options.watch && options.config === undefined,
  });
  const known = await evaluation.known(options.evaluated);
  // All else is loaded while another process evaluates the program: that takes longest.
  const evaluated = known?.current ?? evaluation.evaluateEdited();
  const engines = import("./engines.ts").then(
    ({ Engines }) =>
      new Engines({
        supervisor,
        events,
        dataDir: data.path,
        ephemeral: options.ephemeral === true,
        ...(options.dynamodb !== undefined && { url: options.dynamodb }),
      }),
  );
  starting.defer(async () => (await engines).stop());
  const [program, { dynamodb, s3 }, { assemble }] = await Promise.all([
    evaluated,
    engines.then(async (all) => ({ dynamodb: await all.dynamodb, s3: all.s3 })),
    import("./assemble.ts"),
  ]);
  const { emulation, faults } = await assemble(starting, {
    ...options,
    events,
    engines: { dynamodb, s3 },
    dataDir: data.path,
    supervisor,
    cacheDirectory,
    program,
    abandoned: abandonment.abandoned,
    stopping: abandonment.stopping,
    say: hooks.announce ?? print,
  });

  if (options.watch) {
    const reloader = await watchFor(emulation, {
      program,
      events,
      evaluation,
      forImages: options.containers,
    });
    starting.defer(async () => {
      const stopped = reloader.stop();
      abandonment.stop();
      await stopped;
    });
    if (known?.isRemembered === true) reloader.confirm();
  }
  abandonment.settle();
  endOfNotices();
  const running = starting.move();
  return {
    ...(await describe(program, emulation)),
    notices,
    faults,
    sampleTraces: options.sampleTraces,
    dataDir: data.path,
    logsDir: logs.directory,
    readyMs: performance.now() - started,
    events,
    stop: () => running.disposeAsync(),
  };
}

interface Watched {
  readonly program: DeclaredProgram;
  readonly events: EventStream;
  readonly evaluation: StackEvaluation;
  readonly forImages: boolean;
}

/** Serves edits from now on. */
async function watchFor({ lambda, apply }: Emulation, { program, evaluation, ...options }: Watched) {
  const { Reloader } = await import("./watch/reloader.ts");
  return Reloader.start(program, {
    ...options,
    evaluate: () => evaluation.evaluate(),
    evaluateEdited: () => evaluation.evaluateEdited(),
    apply,
    holdFunction: (name) => lambda.hold(name),
    reloadFunction: (name) => lambda.reload(name),
    functions: () => lambda.functions,
  });
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

async function describe(program: DeclaredProgram, emulation: Emulation) {
  const { gateway, lambda, endpoint, backing, serving } = emulation;
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
    notEmulated: notEmulated(program, new Set([...backing, ...serving].flatMap(({ types }) => types))),
  };
}
