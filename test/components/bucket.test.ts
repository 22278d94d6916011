import { expect } from "chai";
import { Bucket, type BucketArgs } from "../../components/bucket.ts";
import { declare } from "../support/declare.ts";

const BUCKET = "aws:s3/bucket:Bucket";
const PUBLIC_ACCESS = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

const declareBucket = (args: BucketArgs = {}) => declare(() => new Bucket("files", args));

describe("Bucket", () => {
  it("is named by Pulumi, tagged, and the parent's", async () => {
    const declared = await declareBucket();
    const bucket = declared.one(BUCKET);
    expect(declared.parentOf(bucket)).to.equal("files");
    expect(bucket.inputs).to.deep.equal({
      forceDestroy: true,
      tags: { project: "lambdock", stack: "dev", service: "files" },
    });
  });

  it("is private and encrypted, whoever writes to it", async () => {
    const declared = await declareBucket();
    const { bucket } = declared.one(BUCKET).outputs;
    const parts: readonly [type: string, inputs: object][] = [
      [
        PUBLIC_ACCESS,
        {
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        },
      ],
      [OWNERSHIP, { rule: { objectOwnership: "BucketOwnerEnforced" } }],
      [ENCRYPTION, { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] }],
    ];
    for (const [type, inputs] of parts) {
      expect(declared.one(type).inputs).to.deep.equal({ bucket, ...inputs });
      expect(declared.one(type).id).to.equal(bucket);
    }
  });

  it("denies everything without TLS, to everybody", async () => {
    const declared = await declareBucket({ bucketName: "poc-data-bucket" });
    const [statement] = JSON.parse(String(declared.one(POLICY).inputs.policy)).Statement;
    expect(statement).to.deep.include({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::poc-data-bucket", "arn:aws:s3:::poc-data-bucket/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("has no such policy where there is no TLS: it would refuse the program's own objects", async () => {
    const objects = [{ key: "sample.txt", content: "This is a sample file." }];
    const declared = await declareBucket({ tlsOnly: false, objects });
    expect(declared.all(POLICY)).to.deep.equal([]);
    expect(declared.one(OBJECT).inputs.key).to.equal("sample.txt");
  });

  it("clears away uploads that were never finished", async () => {
    const declared = await declareBucket();
    expect(declared.one(LIFECYCLE).inputs.rules).to.deep.equal([
      {
        id: "abort-unfinished-uploads",
        status: "Enabled",
        filter: { prefix: "" },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ]);
    expect(declared.all(VERSIONING)).to.deep.equal([]);
  });

  it("guards its data with protectData, and keeps former versions for a time", async () => {
    const declared = await declareBucket({ protectData: true });
    const bucket = declared.one(BUCKET);
    expect(bucket.protect).to.equal(true);
    expect(bucket.inputs.forceDestroy).to.equal(false);
    expect(declared.one(VERSIONING).inputs.versioningConfiguration).to.deep.equal({ status: "Enabled" });
    const { rules } = declared.one(LIFECYCLE).inputs;
    expect((rules as object[]).at(-1)).to.deep.include({
      noncurrentVersionExpiration: { noncurrentDays: 30 },
    });
  });

  it("starts with texts", async () => {
    const declared = await declareBucket({
      objects: [
        { key: "sample.txt", content: "Hello" },
        { key: "page.html", content: "<p>", contentType: "text/html" },
      ],
    });
    const { bucket } = declared.one(BUCKET).outputs;
    expect(declared.one(OBJECT, "files sample.txt").inputs).to.deep.equal({
      bucket,
      key: "sample.txt",
      content: "Hello",
      contentType: "text/plain",
    });
    expect(declared.one(OBJECT, "files page.html").outputs).to.deep.include({
      contentType: "text/html",
      arn: `arn:aws:s3:::${bucket}/page.html`,
    });
  });

  const rule = 'must have 3 to 63 lower-case letters, digits or "-", a letter or digit first and last.';
  const refused: readonly [BucketArgs, string][] = [
    [{ bucketName: "Shop" }, `bucketName "Shop" ${rule}`],
    [{ bucketName: "ab" }, `bucketName "ab" ${rule}`],
    [{ bucketName: "ends-" }, `bucketName "ends-" ${rule}`],
    [{ bucketName: "my.files" }, `bucketName "my.files" ${rule}`],
    [{ bucketName: "xn--shop" }, `bucketName "xn--shop" ${rule}`],
    [{ objects: [{ key: "", content: "" }] }, 'the key "" must have 1 to 1,024 bytes.'],
    [
      {
        objects: [
          { key: "a", content: "1" },
          { key: "a", content: "2" },
        ],
      },
      'the key "a" is given twice.',
    ],
  ];
  for (const [args, message] of refused) {
    it(`refuses ${JSON.stringify(args)}`, () => {
      expect(() => new Bucket("files", args)).to.throw(`Bucket "files": ${message}`);
    });
  }
});
