import { type Emulator, LocalError } from "../../emulator.ts";
import type { EventStream } from "../../events.ts";
import type { DeclaredProgram } from "../../program/declared.ts";
import { AwsError } from "../aws-error.ts";
import type { ResourcePolicy } from "../iam/resource-policy.ts";
import { pathOf } from "./address.ts";
import { bucketNames } from "./buckets.ts";
import { bucketTypes, declaredBucketPolicies, declaredBuckets, policyType } from "./declared-buckets.ts";
import { type DeclaredObject, declaredObjects, objectTypes } from "./declared-objects.ts";
import type { EngineRequest, S3Engine } from "./engine.ts";
import { ask } from "./engine-answer.ts";

export interface S3EmulatorOptions {
  readonly engine: S3Engine;
  readonly events: EventStream;
}

/**
 * Keeps the engine's buckets as the program declares them, and knows their policies. Every bucket is private, encrypted
 * and without access control lists here, as the other types say of theirs.
 */
export class S3Emulator implements Emulator {
  readonly types = [
    ...bucketTypes,
    ...objectTypes,
    policyType,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  ];
  readonly #options: S3EmulatorOptions;
  /** Buckets that this run has made: theirs are the declared objects. */
  readonly #made = new Set<string>();
  readonly #objectsPut = new Set<string>();
  readonly #left = new Set<string>();
  #policies: ReadonlyMap<string, ResourcePolicy> = new Map();

  constructor(options: S3EmulatorOptions) {
    this.#options = options;
  }

  policyOf(bucket: string): ResourcePolicy | undefined {
    return this.#policies.get(bucket);
  }

  async apply(program: DeclaredProgram): Promise<void> {
    const policies = declaredBucketPolicies(program);
    const declared = new Set(declaredBuckets(program));
    // Without buckets there is no engine to start.
    if (declared.size > 0 || this.#options.engine.hasData()) await this.#applyBuckets(program, declared);
    this.#policies = policies;
  }

  async stop(): Promise<void> {
    await this.#options.engine.stop();
  }

  async #applyBuckets(program: DeclaredProgram, declared: ReadonlySet<string>): Promise<void> {
    const existing = new Set(await bucketNames(this.#options.engine));
    const missing = [...declared].filter((name) => !existing.has(name));
    const isNew = ({ bucket, urn }: DeclaredObject) =>
      missing.includes(bucket) || (this.#made.has(bucket) && !this.#objectsPut.has(urn));
    // Read before anything is made: what fails here is put by the next start.
    const objects = await Promise.all(declaredObjects(program).filter(isNew).map(withContent));
    for (const name of missing) {
      await this.#request(`S3 bucket "${name}"`, { method: "PUT", path: pathOf({ bucket: name, key: "" }) });
      this.#made.add(name);
    }
    for (const { object, body } of objects) await this.#put(object, body);
    this.#noticeLeft([...existing].filter((name) => !declared.has(name)));
  }

  async #put(object: DeclaredObject, body: Buffer): Promise<void> {
    const what = `S3 object "${object.key}" of bucket "${object.bucket}"`;
    await this.#request(what, { method: "PUT", path: pathOf(object), headers: object.headers, body });
    this.#objectsPut.add(object.urn);
  }

  async #request(what: string, request: EngineRequest): Promise<void> {
    try {
      (await ask(this.#options.engine, request)).body.resume();
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new LocalError(`${what} can't be made as declared: ${error.code}: ${error.message}`);
    }
  }

  #noticeLeft(names: readonly string[]): void {
    for (const name of names) {
      if (this.#left.has(name)) continue;
      this.#left.add(name);
      const message = `S3 bucket "${name}" is not declared; it stays until npm start -- --reset removes it.`;
      this.#options.events.notice("info", message);
    }
  }
}

async function withContent(object: DeclaredObject): Promise<{ object: DeclaredObject; body: Buffer }> {
  return { object, body: await object.content() };
}
