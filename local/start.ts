import { availableParallelism } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { readManifest } from "../bundle/bundle.ts";
import { CredentialStore } from "./aws/credentials.ts";
import { DynamoDbEmulator } from "./aws/dynamodb/emulator.ts";
import { startDynamoDbEngine } from "./aws/dynamodb/engine-resolution.ts";
import { EngineClient } from "./aws/dynamodb/engine-client.ts";
import { DynamoDbService } from "./aws/dynamodb/service.ts";
import { AwsEndpoint } from "./aws/endpoint.ts";
import { IamEmulator } from "./aws/iam/emulator.ts";
import { LambdaService } from "./aws/lambda/service.ts";
import { StsService } from "./aws/sts/service.ts";
import { emptyDataDirectory, holdDataDirectory, temporaryDataDirectory } from "./data-directory.ts";
import type { Emulator } from "./emulator.ts";
import { EventStream } from "./events.ts";
import { HttpGateway, type ServedRoute } from "./gateway/gateway.ts";
import { LambdaEmulator } from "./lambda/emulator.ts";
import type { StartOptions } from "./options.ts";
import { ProcessSupervisor } from "./process/supervisor.ts";
import { notEmulated } from "./program/coverage-of-types.ts";
import type { DeclaredProgram } from "./program/declared.ts";
import { evaluateProgram } from "./program/evaluator.ts";
import { readStackConfig } from "./program/stack-config.ts";
import { LogFiles } from "./telemetry/log-files.ts";
import { Reloader } from "./watch/reloader.ts";

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
  readonly routes: readonly ServedRoute[];
  /** `bytes` is the bundle's size, absent for code that is no bundle of ours. */
  readonly functions: readonly { readonly name: string; readonly bytes?: number }[];
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

const HOST = "127.0.0.1";
const DEFAULTS = { program: ".", stack: "dev", port: 3000, awsPort: 4566, functionUrlPort: 3001, watch: true } as const;

/**
 * Runs a Pulumi program on this machine. The composition root of `local/`: nothing else knows all parts.
 * @throws LocalError with one sentence on what to do; then nothing is left running
 */
export async function start(options: StartOptions = {}, hooks: StartHooks = {}): Promise<LocalCloud> {
  const started = performance.now();
  const { program, stack, port, awsPort, functionUrlPort, watch } = { ...DEFAULTS, ...options };
  const config = readStackConfig(program, stack, options.config);
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const data = options.ephemeral === true ? await temporaryDataDirectory() : holdDataDirectory(config.directory, stack);
    stops.push(() => data.release());
    const announce = hooks.announce ?? (() => undefined);
    if (options.reset === true) emptyDataDirectory(data, announce);

    const events = new EventStream();
    const logs = new LogFiles(join(data.path, "logs"), events);
    stops.push(() => logs.stop());
    const supervisor = new ProcessSupervisor();
    stops.push(() => supervisor.stop());

    const cacheDirectory = join(config.directory, ".lambdock/cache");
    const evaluate = () => evaluateProgram(config, { cacheDirectory, print: (line) => events.notice("info", line) });
    const [engine, first] = await bothOrNeither(
      startDynamoDbEngine({
        supervisor,
        events,
        ...(options.dynamodb !== undefined && { url: options.dynamodb }),
        ...(options.ephemeral !== true && { dataDir: data.path }),
      }),
      evaluate(),
    );

    let declared: DeclaredProgram = first;
    const credentials = new CredentialStore();
    const iam = new IamEmulator();
    const client = new EngineClient(engine);
    const lambda = new LambdaEmulator({
      events,
      supervisor,
      awsEndpoint: () => endpoint.url,
      credentialsFor: (roleArn, functionName) => credentials.credentialsFor(roleArn, functionName),
      maxInstances: options.maxInstances ?? 4 * availableParallelism(),
    });
    const gateway = new HttpGateway({ host: HOST, port, functionUrlPort, invoke: lambda.invoke, events });
    const endpoint: AwsEndpoint = new AwsEndpoint({
      port: awsPort,
      events,
      credentials,
      policies: iam,
      services: [
        new DynamoDbService(client),
        new LambdaService({ invoke: lambda.invoke, program: () => declared }),
        new StsService(),
      ],
    });
    // In the order in which one needs the other; they stop in the opposite order.
    const emulators: readonly Emulator[] = [iam, new DynamoDbEmulator({ engine, client, events }), lambda, gateway];
    for (const emulator of emulators) stops.push(() => emulator.stop());
    await endpoint.start();
    stops.push(() => endpoint.stop());

    const apply = async (next: DeclaredProgram): Promise<DeclaredProgram> => {
      for (const emulator of emulators) await emulator.apply(next);
      declared = next;
      return next;
    };
    await apply(first);
    if (watch) {
      const reloader = await Reloader.start(first, {
        events,
        reevaluate: async () => apply(await evaluate()),
        reloadFunction: (name) => lambda.reload(name),
        functions: () => lambda.functions,
      });
      stops.push(() => reloader.stop());
    }
    return {
      project: first.project,
      stack: first.stack,
      region: first.region,
      ...gateway.urls,
      awsEndpoint: endpoint.url,
      routes: gateway.routes,
      functions: await Promise.all(lambda.functions.map(describeFunction)),
      dataDir: data.path,
      logsDir: logs.directory,
      notEmulated: notEmulated(first, new Set(emulators.flatMap(({ types }) => types))),
      readyMs: performance.now() - started,
      events,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for both even when one fails, so that a failed start leaves nothing half-started behind. */
async function bothOrNeither<A extends { stop(): Promise<void> }, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b]);
  if (first.status === "rejected") throw first.reason;
  if (second.status === "rejected") {
    await first.value.stop();
    throw second.reason;
  }
  return [first.value, second.value];
}

async function describeFunction({ name, directory }: { name: string; directory: string }) {
  const manifest = await readManifest(directory);
  return { name, ...(manifest !== undefined && { bytes: manifest.bytes }) };
}
