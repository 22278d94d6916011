import { Agent } from "node:http";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import type { DeclaredResource } from "../../../../local/program/declared.ts";
import { region, resource, roleArn } from "../declare.ts";
import type { LocalAws } from "../local-aws.ts";

const test = { accessKeyId: "test", secretAccessKey: "test" };

export function bucket(name: string): DeclaredResource {
  return resource("aws:s3/bucket:Bucket", name, { bucket: name });
}

export function bucketPolicy(name: string, statements: readonly object[]): DeclaredResource {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return resource("aws:s3/bucketPolicy:BucketPolicy", name, { bucket: name, policy });
}

export function object(name: string, inputs: Readonly<Record<string, unknown>>): DeclaredResource {
  return resource("aws:s3/bucketObjectv2:BucketObjectv2", name, inputs);
}

/** The client advises another library for streams. */
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** A client of the operator. */
export function operatorClient({ url }: LocalAws, config: S3ClientConfig = {}): S3Client {
  return new S3Client({
    endpoint: url,
    region,
    credentials: test,
    maxAttempts: 1,
    logger: silent,
    ...config,
  });
}

/** A client with the credentials of a function in this role. */
export function roleClient(aws: LocalAws, role: string): S3Client {
  return operatorClient(aws, { credentials: aws.credentials.credentialsFor(roleArn(role), "fn") });
}

/** A client that names the bucket in the host, which resolves to the loopback. */
export function virtualHostClient(aws: LocalAws): S3Client {
  const lookup: NonNullable<ConstructorParameters<typeof Agent>[0]>["lookup"] = (_name, options, done) => {
    const found = { address: "127.0.0.1", family: 4 };
    if (options.all === true) done(null, [found]);
    else done(null, found.address, found.family);
  };
  return operatorClient(aws, {
    endpoint: aws.url.replace("127.0.0.1", "localhost"),
    requestHandler: { httpAgent: new Agent({ lookup }) },
  });
}

/** The code of the error that a promise ends with, "none" when it ends without one. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "none",
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
}
