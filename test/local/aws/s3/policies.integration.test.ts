import * as s3 from "@aws-sdk/client-s3";
import { expect } from "chai";
import { program, role } from "../declare.ts";
import { type LocalAws, startLocalAws } from "../local-aws.ts";
import { bucket, bucketPolicy, codeOf, operatorClient, roleClient } from "./local-s3.ts";

const Bucket = "files";
const arn = `arn:aws:s3:::${Bucket}`;

describe("S3 behind the endpoint lets policies decide", () => {
  let aws: LocalAws;
  let client: s3.S3Client;

  before(async () => {
    aws = await startLocalAws();
    const allow = (Action: string | string[], Resource: string) => [{ Effect: "Allow", Action, Resource }];
    await aws.apply(
      program([
        bucket(Bucket),
        bucket("guarded"),
        bucketPolicy("guarded", [
          { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::guarded/secret/*" },
          {
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: "s3:GetObject",
            Resource: "arn:aws:s3:::guarded/*",
          },
          {
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: "arn:aws:s3:::guarded/*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ]),
        ...role("reader", allow("s3:GetObject", `${arn}/*`)),
        ...role("lister", [...allow("s3:GetObject", `${arn}/*`), ...allow("s3:ListBucket", arn)]),
        ...role("writer", [...allow("s3:PutObject", `${arn}/in/*`), ...allow("s3:GetObject", `${arn}/in/*`)]),
        ...role("remover", allow("s3:DeleteObject", `${arn}/in/*`)),
        ...role("nobody", []),
        ...role("everything", allow("s3:*", "*")),
      ]),
    );
    client = operatorClient(aws);
    await put("in/a", "in");
    await put("read", "0123456789");
    for (const Key of ["open", "secret/a"]) {
      await client.send(new s3.PutObjectCommand({ Bucket: "guarded", Key, Body: "x" }));
    }
  });

  beforeEach(() => {
    aws.calls.length = 0;
  });

  after(async () => {
    client.destroy();
    await aws.stop();
  });

  const put = (Key: string, Body: string) => client.send(new s3.PutObjectCommand({ Bucket, Key, Body }));

  type Call = (asking: s3.S3Client) => Promise<unknown>;
  const getting =
    (Key: string, from = Bucket): Call =>
    (asking) =>
      asking.send(new s3.GetObjectCommand({ Bucket: from, Key }));
  const writing =
    (Key: string): Call =>
    (asking) =>
      asking.send(new s3.PutObjectCommand({ Bucket, Key, Body: "" }));
  const copying =
    (source: string): Call =>
    (asking) =>
      asking.send(new s3.CopyObjectCommand({ Bucket, Key: "in/c", CopySource: `${Bucket}/${source}` }));
  const listing: Call = (asking) => asking.send(new s3.ListObjectsV2Command({ Bucket }));
  const listingBuckets: Call = (asking) => asking.send(new s3.ListBucketsCommand());
  const denied = "AccessDenied";
  const cases: readonly [who: string, what: string, call: Call, code: string][] = [
    ["reader", "an object", getting("in/a"), "none"],
    ["reader", "what is not there", getting("none"), denied],
    ["lister", "what is not there", getting("none"), "NoSuchKey"],
    ["reader", "a list", listing, denied],
    ["lister", "a list", listing, "none"],
    ["reader", "a write", writing("in/b"), denied],
    ["writer", "a write", writing("in/b"), "none"],
    ["writer", "a write elsewhere", writing("b"), denied],
    ["writer", "a copy within its prefix", copying("in/a"), "none"],
    ["writer", "a copy of what it may not read", copying("read"), denied],
    ["nobody", "an object that the bucket's policy opens", getting("open", "guarded"), "none"],
    ["everything", "an object that the bucket's policy denies", getting("secret/a", "guarded"), denied],
    ["nobody", "the buckets", listingBuckets, denied],
  ];
  for (const [who, what, call, code] of cases) {
    it(`${who}: ${what}: ${code}`, async () => {
      const asking = roleClient(aws, who);
      const outcome = await codeOf(call(asking));
      asking.destroy();
      expect(outcome).to.equal(code);
    });
  }

  it("about each key of a list to delete", async () => {
    await put("in/gone", "");
    const remover = roleClient(aws, "remover");
    const Objects = [{ Key: "in/gone" }, { Key: "read" }];
    const { Deleted, Errors } = await remover.send(
      new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
    );
    remover.destroy();
    expect(Deleted).to.deep.equal([{ Key: "in/gone" }]);
    expect(Errors).to.deep.equal([{ Key: "read", Code: denied, Message: "Access Denied" }]);
    const { Body } = await client.send(new s3.GetObjectCommand({ Bucket, Key: "read" }));
    expect(await Body?.transformToString()).to.equal("0123456789");
    const head = client.send(new s3.HeadObjectCommand({ Bucket, Key: "in/gone" }));
    expect(await codeOf(head)).to.equal("NotFound");
  });

  it("and tells of each call", async () => {
    const reader = roleClient(aws, "reader");
    await codeOf(reader.send(new s3.PutObjectCommand({ Bucket, Key: "x", Body: "" })));
    reader.destroy();
    const [call] = aws.calls;
    expect(call).to.include({ service: "s3", action: "s3:PutObject", roleName: "reader", status: 403 });
    expect(call?.errorMessage).to.contain(
      `is not authorized to perform: s3:PutObject on resource: "${arn}/x" because no identity-based policy allows`,
    );
    expect(call?.decisions).to.deep.equal([
      { action: "s3:PutObject", resource: `${arn}/x`, allowed: false, because: "implicit deny" },
    ]);
  });
});
