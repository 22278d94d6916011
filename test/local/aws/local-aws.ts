import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CredentialStore } from "../../../local/aws/credentials.ts";
import { DynamoDbEmulator } from "../../../local/aws/dynamodb/emulator.ts";
import type { DynamoDbEngine } from "../../../local/aws/dynamodb/engine.ts";
import { EngineClient } from "../../../local/aws/dynamodb/engine-client.ts";
import { startDynamoDbEngine } from "../../../local/aws/dynamodb/engine-resolution.ts";
import { DynamoDbService } from "../../../local/aws/dynamodb/service.ts";
import { AwsEndpoint, type AwsEndpointOptions } from "../../../local/aws/endpoint.ts";
import { IamEmulator } from "../../../local/aws/iam/emulator.ts";
import { LambdaService } from "../../../local/aws/lambda/service.ts";
import { PutOnce } from "../../../local/aws/put-once.ts";
import { S3Emulator } from "../../../local/aws/s3/emulator.ts";
import { FauxqsEngine } from "../../../local/aws/s3/fauxqs/fauxqs-engine.ts";
import { S3Service } from "../../../local/aws/s3/service.ts";
import { StsService } from "../../../local/aws/sts/service.ts";
import { type AwsCallEvent, EventStream, type NoticeEvent } from "../../../local/events.ts";
import type { Invoke } from "../../../local/lambda/invocation.ts";
import { ProcessSupervisor } from "../../../local/process/supervisor.ts";
import type { DeclaredProgram } from "../../../local/program/declared.ts";
import { program } from "./declare.ts";

/** The endpoint with everything behind it, as the composition root puts it together. */
export interface LocalAws {
  readonly url: string;
  readonly engine: DynamoDbEngine;
  readonly credentials: CredentialStore;
  readonly events: EventStream;
  readonly calls: AwsCallEvent[];
  readonly notices: NoticeEvent[];
  apply(declared: DeclaredProgram): Promise<void>;
  /** Kills the engine that was started last as the system would, and returns once it has ended. */
  killEngine(): Promise<void>;
  stop(): Promise<void>;
}

export interface LocalAwsOptions extends Pick<AwsEndpointOptions, "pages" | "now" | "faults"> {
  readonly invoke?: Invoke;
  readonly dataDir?: string;
}

export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const { invoke = refuseToInvoke, dataDir, ...endpointOptions } = options;
  const events = new EventStream();
  const calls: AwsCallEvent[] = [];
  const notices: NoticeEvent[] = [];
  events.subscribe("aws-call", (event) => calls.push(event));
  events.subscribe("notice", (event) => notices.push(event));
  const supervisor = new WatchedSupervisor();
  const engine = await startDynamoDbEngine({ supervisor, events, ...(dataDir !== undefined && { dataDir }) });
  const client = new EngineClient(engine);
  const credentials = new CredentialStore();
  const iam = new IamEmulator();
  const folder = await temporaryFolder();
  const putOnce = (what: string) => new PutOnce(join(dataDir ?? folder.path, `put-${what}.json`));
  const dynamodb = new DynamoDbEmulator({ engine, client, events, putOnce: putOnce("items") });
  const s3Engine = new FauxqsEngine({ dataDir: dataDir ?? folder.path, supervisor, events });
  const s3 = new S3Emulator({ engine: s3Engine, events, putOnce: putOnce("objects") });
  let current: DeclaredProgram = program([]);
  const services = [
    new DynamoDbService(client, (table) => dynamodb.isOnDemand(table)),
    new LambdaService({ invoke, program: () => current }),
    new StsService(),
    new S3Service({ engine: s3.engine, policies: iam, bucketPolicy: (bucket) => s3.policyOf(bucket) }),
  ];
  const endpoint = new AwsEndpoint({
    port: 0,
    events,
    credentials,
    policies: iam,
    services,
    ...endpointOptions,
  });
  await endpoint.start();
  return {
    url: endpoint.url,
    engine,
    credentials,
    events,
    calls,
    notices,
    async apply(declared) {
      current = declared;
      await iam.apply(declared);
      await dynamodb.apply(declared);
      await s3.apply(declared);
    },
    async killEngine() {
      const { last } = supervisor;
      if (!last) throw new Error("No engine has been started.");
      const ended = once(last, "exit");
      last.kill("SIGKILL");
      await ended;
    },
    async stop() {
      await endpoint.stop();
      await dynamodb.stop();
      await s3.stop();
      await iam.stop();
      await supervisor.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

class WatchedSupervisor extends ProcessSupervisor {
  last: ChildProcess | undefined;

  override spawn(...args: Parameters<ProcessSupervisor["spawn"]>): ChildProcess {
    this.last = super.spawn(...args);
    return this.last;
  }
}

/** A folder that is gone when the test is. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "lambdock-aws-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

const refuseToInvoke: Invoke = () => Promise.reject(new Error("This test has no function to invoke."));
