import type { Emulator } from "../../emulator.ts";
import type { DeclaredProgram } from "../../program/declared.ts";
import type { ResourcePolicy } from "../iam/resource-policy.ts";
import { bucketTypes, checkBucketNames, declaredBucketPolicies, policyType } from "./declared-buckets.ts";
import { DeclaredEngine, type DeclaredEngineOptions } from "./declared-engine.ts";
import { declaredObjects, objectTypes } from "./declared-objects.ts";

/**
 * Has the engine keep the buckets that the program declares, and knows their policies. Every bucket is private,
 * encrypted and without access control lists here, as the other types say of theirs.
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
  /** With what is declared in it. */
  readonly engine: DeclaredEngine;
  #policies: ReadonlyMap<string, ResourcePolicy> = new Map();

  constructor(options: DeclaredEngineOptions) {
    this.engine = new DeclaredEngine(options);
  }

  policyOf(bucket: string): ResourcePolicy | undefined {
    return this.#policies.get(bucket);
  }

  async apply(program: DeclaredProgram): Promise<void> {
    const policies = declaredBucketPolicies(program);
    // What is wrong is told now, whenever the first request comes.
    checkBucketNames(program);
    await Promise.all(declaredObjects(program).map((object) => object.check()));
    await this.engine.declare(program);
    this.#policies = policies;
  }

  async stop(): Promise<void> {
    await this.engine.stop();
  }
}
