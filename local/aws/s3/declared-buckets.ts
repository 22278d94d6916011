import { LocalError } from "../../emulator.ts";
import { type DeclaredProgram, type DeclaredResource, ofType } from "../../program/declared.ts";
import { parseResourcePolicy, type ResourcePolicy } from "../iam/resource-policy.ts";

export const bucketTypes = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
export const policyType = "aws:s3/bucketPolicy:BucketPolicy";

/** The physical names of the buckets that a program declares. */
export function declaredBuckets(program: DeclaredProgram): string[] {
  return bucketsIn(program).map(({ outputs, id }) => String(outputs.bucket ?? id));
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 * @throws LocalError for a name that no bucket can have
 */
export function checkBucketNames(program: DeclaredProgram): void {
  for (const name of declaredBuckets(program)) {
    if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !/\.\.|^\d+\.\d+\.\d+\.\d+$/.test(name)) continue;
    throw new LocalError(
      `S3 bucket "${name}" can't be made as declared: a name has 3 to 63 lower-case letters, digits, dots and dashes, begins and ends with a letter or digit, has no two dots in a row and is no IP address.`,
    );
  }
}

/**
 * The policy of each bucket that has one.
 * @throws LocalError for a policy that can't be evaluated, naming it
 */
export function declaredBucketPolicies(program: DeclaredProgram): ReadonlyMap<string, ResourcePolicy> {
  const policies = new Map<string, ResourcePolicy>();
  const own = bucketsIn(program).filter(({ inputs }) => inputs.policy !== undefined);
  for (const { name, inputs, outputs } of [...own, ...ofType(program, policyType)]) {
    const bucket = bucketNameOf(outputs.bucket);
    if (policies.has(bucket)) {
      throw new LocalError(
        `S3 bucket "${bucket}" has two policies, and would keep one: join "${name}" with the other.`,
      );
    }
    policies.set(bucket, parseResourcePolicy(name, inputs.policy));
  }
  return policies;
}

/** A bucket's name, or the bucket itself, which stands for its name. */
export function bucketNameOf(bucket: unknown): string {
  if (typeof bucket === "object" && bucket !== null && "id" in bucket) return String(bucket.id);
  return String(bucket);
}

function bucketsIn(program: DeclaredProgram): DeclaredResource[] {
  return bucketTypes.flatMap((type) => ofType(program, type));
}
