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
