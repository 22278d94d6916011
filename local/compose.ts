import { availableParallelism } from "node:os";
import { join } from "node:path";
import { CredentialStore } from "./aws/credentials.ts";
import { DynamoDbEmulator } from "./aws/dynamodb/emulator.ts";
import type { DynamoDbEngine } from "./aws/dynamodb/engine.ts";
import { EngineClient } from "./aws/dynamodb/engine-client.ts";
import { DynamoDbService } from "./aws/dynamodb/service.ts";
import { AwsEndpoint } from "./aws/endpoint.ts";
import { IamEmulator } from "./aws/iam/emulator.ts";
import { LambdaService } from "./aws/lambda/service.ts";
import { PutOnce } from "./aws/put-once.ts";
import { S3Emulator } from "./aws/s3/emulator.ts";
import type { S3Engine } from "./aws/s3/engine.ts";
import { S3Service } from "./aws/s3/service.ts";
import { StsService } from "./aws/sts/service.ts";
import { LocalConsole } from "./console/console.ts";
import type { Emulator } from "./emulator.ts";
import type { EventStream } from "./events.ts";
import type { FaultBoard } from "./faults/fault-board.ts";
import { HttpGateway } from "./gateway/gateway.ts";
import { LambdaEmulator } from "./lambda/emulator.ts";
import type { RuntimeHost } from "./lambda/runtime-host.ts";
import type { Sampling } from "./lambda/sampler.ts";
import { openApiPage } from "./openapi-page.ts";
import { PermissionUse } from "./permissions/permission-use.ts";
import type { DeclaredProgram } from "./program/declared.ts";
import { ServedProgram } from "./served-program.ts";
import type { Telemetry } from "./telemetry/telemetry.ts";

export interface Ingredients {
  readonly events: EventStream;
  readonly engines: { readonly dynamodb: DynamoDbEngine; readonly s3: S3Engine };
  /** Where the engines keep their data, and the console what people keep. */
  readonly dataDir: string;
  /** Started, so that its daemon has an address. */
  readonly telemetry: Telemetry;
  /** What befalls what the emulators do. */
  readonly faults: FaultBoard;
  /** Which invocations are traced. Default: all. */
  readonly sampling?: Sampling;
  /** Where functions run: as processes, or in containers. */
  readonly host: RuntimeHost;
  readonly port: number;
  readonly awsPort: number;
  readonly functionUrlPort: number;
  readonly consolePort: number;
  readonly maxInstances?: number | "unlimited";
}

/** The emulated cloud: all its parts, wired, none of them started. */
export interface Emulation {
  readonly gateway: HttpGateway;
  readonly lambda: LambdaEmulator;
  readonly endpoint: AwsEndpoint;
  /** Looks at all the others, and none needs it. */
  readonly console: LocalConsole;
  /** What the roles were used for. */
  readonly permissionUse: PermissionUse;
  /** What functions ask: to be stopped after those that serve. */
  readonly backing: readonly Emulator[];
  /** What answers requests. */
  readonly serving: readonly Emulator[];
  /** The declaration that is being served. */
  readonly declared: DeclaredProgram | undefined;
  /** Makes a declaration true, part by part. @throws LocalError; then the one before is true again, as far as can be */
  apply(program: DeclaredProgram): Promise<void>;
}

/** Puts the parts together. Each emulated service is listed here, and nowhere else. */
export function compose(ingredients: Ingredients): Emulation {
  const { events, engines, dataDir, telemetry, faults, sampling, host, ...rest } = ingredients;
  const { maxInstances, ...ports } = rest;
  const credentials = new CredentialStore();
  const iam = new IamEmulator();
  const client = new EngineClient(engines.dynamodb);
  const s3 = new S3Emulator({
    engine: engines.s3,
    events,
    putOnce: new PutOnce(join(dataDir, "put-objects.json")),
  });
  const lambda = new LambdaEmulator({
    events,
    faults,
    ...(sampling && { sampling }),
    host,
    awsEndpoint: () => endpoint.url,
    credentialsFor: (roleArn, functionName) => credentials.credentialsFor(roleArn, functionName),
    // The signer takes 30 ms to load: for those who have something to tell.
    postToAws: async (post) =>
      (await import("./aws/signed-call.ts")).callSigned({ endpoint: endpoint.url, ...post }),
    maxInstances: maxInstances ?? 4 * availableParallelism(),
    xrayDaemon: telemetry.daemonAddress,
  });
  const gateway = new HttpGateway({ host: "127.0.0.1", invoke: lambda.invoke, events, faults, ...ports });
  const dynamodb = new DynamoDbEmulator({
    engine: engines.dynamodb,
    client,
    events,
    putOnce: new PutOnce(join(dataDir, "put-items.json")),
  });
  const endpoint: AwsEndpoint = new AwsEndpoint({
    port: ports.awsPort,
    events,
    credentials,
    policies: iam,
    faults,
    services: [
      new DynamoDbService(client, (table) => dynamodb.isOnDemand(table)),
      new LambdaService({ invoke: lambda.invoke, program: () => program.declared }),
      new StsService(),
      new S3Service({ engine: s3.engine, policies: iam, bucketPolicy: (bucket) => s3.policyOf(bucket) }),
      ...telemetry.services,
    ],
    pages: new Map([
      [
        "openapi.json",
        openApiPage(() => program.declared && { directory: program.declared.directory, ...gateway.urls }),
      ],
    ]),
  });
  const stores: readonly Emulator[] = [dynamodb, s3, ...telemetry.emulators];
  const serving: readonly Emulator[] = [lambda, gateway];
  const program = new ServedProgram({
    events,
    // Requests come in when all are ready.
    steps: [[iam], stores, ...serving.map((emulator) => [emulator])],
    onApplied: (applied) => faults.declare(applied),
  });
  const permissionUse = new PermissionUse(events);
  const served = {
    events,
    telemetry,
    faults,
    dataDir,
    permissionUse,
    policiesOf: (roleName: string) => iam.policiesOf(roleName),
    get declared() {
      return program.declared;
    },
    get urls() {
      return gateway.urls;
    },
    get routes() {
      return gateway.routes;
    },
    get functions() {
      return lambda.definitions;
    },
    get awsEndpoint() {
      return endpoint.url;
    },
    invoke: lambda.invoke,
    dynamodb: (operation: string, input: object) => client.call(operation, input),
  };
  return {
    gateway,
    lambda,
    endpoint,
    console: new LocalConsole(served, ports.consolePort),
    permissionUse,
    backing: [iam, ...stores],
    serving,
    get declared() {
      return program.declared;
    },
    apply: program.apply,
  };
}
