import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Arguments } from "./arguments.ts";
import { BUCKET_NAME } from "./bucket-name.ts";
import { type Tags, tagsOf } from "./tags.ts";

/** A text that a bucket starts with. */
export interface TextObject {
  readonly key: string;
  readonly content: string;
  /** Default: `text/plain`. */
  readonly contentType?: string;
}

export interface BucketArgs {
  /** Objects that the bucket starts with. Later changes of them in the bucket are left alone. Default: none. */
  readonly objects?: readonly TextObject[];
  /** Name in AWS, unique in the whole world. A fixed one blocks a replacement. Default: Pulumi makes one. */
  readonly bucketName?: string;
  /**
   * Refuses whoever comes without TLS. False is for an emulator that is spoken to by plain HTTP: it would refuse
   * everybody, the program that fills the bucket first. Default: true.
   */
  readonly tlsOnly?: boolean;
  /** Refuses deletion, and keeps each object's former versions for 30 days. Default: false, and it goes with what is in it. */
  readonly protectData?: boolean;
  readonly tags?: Tags;
}

/** Days that an upload may take that was begun in parts; what is left of it later is removed. */
const UPLOAD_DAYS = 7;
const FORMER_VERSION_DAYS = 30;

/** A private S3 bucket: encrypted, closed to the public and to access control lists, by default reached by TLS alone. */
export class Bucket extends pulumi.ComponentResource {
  /** The constructor's first argument. */
  readonly logicalName: string;
  readonly bucket: aws.s3.Bucket;
  readonly bucketName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: BucketArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    check(name, args);
    super("lambdock:index:Bucket", name, {}, opts);
    const { bucketName, tlsOnly = true, protectData = false, objects = [] } = args;
    this.bucket = new aws.s3.Bucket(
      name,
      {
        ...(bucketName !== undefined && { bucket: bucketName }),
        forceDestroy: !protectData,
        tags: tagsOf(name, args.tags),
      },
      { parent: this, protect: protectData },
    );
    this.logicalName = name;
    this.bucketName = this.bucket.bucket;
    this.arn = this.bucket.arn;
    const closed = this.#close(name, tlsOnly);
    this.#keep(name, protectData);
    for (const object of objects) this.#declareObject(name, object, closed);
    this.registerOutputs({ bucketName: this.bucketName, arn: this.arn });
  }

  /** Who may come near it, and how. S3 changes one of these at a time, so one waits for the other. */
  #close(name: string, tlsOnly: boolean): pulumi.Resource {
    const bucket = this.bucket.bucket;
    const ownership = new aws.s3.BucketOwnershipControls(
      name,
      { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { parent: this },
    );
    const closed = new aws.s3.BucketPublicAccessBlock(
      name,
      {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this, dependsOn: ownership },
    );
    if (!tlsOnly) return closed;
    return new aws.s3.BucketPolicy(
      name,
      { bucket, policy: tlsPolicy(this.bucket.arn) },
      { parent: this, dependsOn: closed },
    );
  }

  /** How it keeps what is in it. */
  #keep(name: string, protectData: boolean): void {
    const bucket = this.bucket.bucket;
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      { parent: this },
    );
    const versioning = protectData
      ? [
          new aws.s3.BucketVersioning(
            name,
            { bucket, versioningConfiguration: { status: "Enabled" } },
            { parent: this },
          ),
        ]
      : [];
    new aws.s3.BucketLifecycleConfiguration(
      name,
      { bucket, rules: lifecycleRules(protectData) },
      { parent: this, dependsOn: versioning },
    );
  }

  #declareObject(name: string, { key, content, contentType }: TextObject, closed: pulumi.Resource): void {
    new aws.s3.BucketObjectv2(
      `${name} ${key}`,
      {
        bucket: this.bucket.bucket,
        key,
        content,
        contentType: contentType ?? "text/plain",
      },
      { parent: this, dependsOn: closed, ignoreChanges: ["content", "contentType"] },
    );
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-HTTP-HTTPS */
function tlsPolicy(arn: pulumi.Output<string>): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, pulumi.interpolate`${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}

function lifecycleRules(protectData: boolean): aws.types.input.s3.BucketLifecycleConfigurationRule[] {
  const everything = { status: "Enabled", filter: { prefix: "" } };
  const uploads = {
    ...everything,
    id: "abort-unfinished-uploads",
    abortIncompleteMultipartUpload: { daysAfterInitiation: UPLOAD_DAYS },
  };
  const versions = {
    ...everything,
    id: "expire-former-versions",
    noncurrentVersionExpiration: { noncurrentDays: FORMER_VERSION_DAYS },
  };
  return protectData ? [uploads, versions] : [uploads];
}

function check(name: string, { bucketName, objects = [] }: BucketArgs): void {
  const args = new Arguments("Bucket", name);
  args.require(
    bucketName === undefined || BUCKET_NAME.test(bucketName),
    `bucketName "${bucketName}" must have 3 to 63 lower-case letters, digits or "-", a letter or digit first and last.`,
  );
  const keys = objects.map(({ key }) => key);
  for (const key of keys) {
    const bytes = Buffer.byteLength(key);
    args.require(bytes >= 1 && bytes <= 1024, `the key "${key}" must have 1 to 1,024 bytes.`);
    args.require(keys.indexOf(key) === keys.lastIndexOf(key), `the key "${key}" is given twice.`);
  }
}
