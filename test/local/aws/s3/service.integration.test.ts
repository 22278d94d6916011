import { Readable } from "node:stream";
import * as s3 from "@aws-sdk/client-s3";
import { expect } from "chai";
import fc from "fast-check";
import { program } from "../declare.ts";
import { type LocalAws, startLocalAws } from "../local-aws.ts";
import { bucket, codeOf, operatorClient, virtualHostClient } from "./local-s3.ts";

const Bucket = "files";

describe("S3 behind the endpoint", () => {
  let aws: LocalAws;
  let client: s3.S3Client;

  before(async () => {
    aws = await startLocalAws();
    await aws.apply(program([bucket(Bucket), bucket("guarded")]));
    client = operatorClient(aws);
  });

  after(async () => {
    client.destroy();
    await aws.stop();
  });

  const put = (
    Key: string,
    Body: string | Buffer | Readable,
    more: Omit<Partial<s3.PutObjectCommandInput>, "Body"> = {},
  ) => client.send(new s3.PutObjectCommand({ Bucket, Key, Body, ...more }));
  const head = (Key: string) => client.send(new s3.HeadObjectCommand({ Bucket, Key }));
  async function get(Key: string, more: Partial<s3.GetObjectCommandInput> = {}): Promise<string> {
    const { Body } = await client.send(new s3.GetObjectCommand({ Bucket, Key, ...more }));
    return (await Body?.transformToString()) ?? "";
  }

  describe("keeps objects", () => {
    it("with all that they are stored with", async () => {
      const stored = {
        ContentType: "text/x",
        ContentEncoding: "gzip",
        ContentDisposition: "inline",
        ContentLanguage: "de",
        CacheControl: "no-store",
        Metadata: { colour: "blue" },
      };
      await put("whole", Readable.from([Buffer.from("hel"), Buffer.from("lo")]), {
        ContentLength: 5,
        ...stored,
      });
      expect(await get("whole")).to.equal("hello");
      expect(await head("whole")).to.deep.include({
        ...stored,
        ContentLength: 5,
        ServerSideEncryption: "AES256",
      });
    });

    it("that have no content, and no content type", async () => {
      await put("empty", "");
      expect(await head("empty")).to.deep.include({ ContentLength: 0 });
    });

    it("under any key", async () => {
      const key = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
      await fc.assert(
        fc.asyncProperty(key, async (Key) => {
          await put(Key, Key);
          expect(await get(Key)).to.equal(Key);
          await client.send(new s3.DeleteObjectCommand({ Bucket, Key }));
          expect(await codeOf(head(Key))).to.equal("NotFound");
        }),
        {
          numRuns: 30,
          examples: [["a/../b"], ["/a//b/"], ["%2F+ ?#&"], ["."], ["ü\u{1f600}"], ["__proto__"]],
        },
      );
    });

    it("of 12 MB, in one piece and in parts", async () => {
      const content = Buffer.alloc(12 * 1024 * 1024, "0123456789abcdef");
      await put("large", content);
      expect((await get("large")) === content.toString()).to.equal(true);

      const upload = { Bucket, Key: "parts" };
      const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand(upload));
      const Parts: s3.CompletedPart[] = [];
      const partBytes = content.length / 2;
      for (const PartNumber of [1, 2]) {
        const Body = content.subarray((PartNumber - 1) * partBytes, PartNumber * partBytes);
        const part = { ...upload, UploadId, PartNumber, Body };
        const { ETag } = await client.send(new s3.UploadPartCommand(part));
        Parts.push({ PartNumber, ...(ETag !== undefined && { ETag }) });
      }
      const complete = { ...upload, UploadId, MultipartUpload: { Parts } };
      const elsewhere = client.send(new s3.CompleteMultipartUploadCommand({ ...complete, Key: "elsewhere" }));
      expect(await codeOf(elsewhere)).to.equal("NoSuchUpload");
      const nothing = client.send(
        new s3.CompleteMultipartUploadCommand({ ...complete, MultipartUpload: {} }),
      );
      expect(await codeOf(nothing)).to.equal("MalformedXML");
      const { Location } = await client.send(new s3.CompleteMultipartUploadCommand(complete));
      expect(Location).to.contain(new URL(aws.url).port);
      expect((await get("parts")) === content.toString()).to.equal(true);
      expect(await get("parts", { Range: `bytes=${partBytes - 2}-${partBytes + 1}` })).to.equal("ef01");
    });

    it("copied, unless the source has changed", async () => {
      const { ETag } = await put("a b/source", "copy me", { ContentType: "text/x" });
      const copy = { Bucket, Key: "copy", CopySource: `${Bucket}/a%20b/source` };
      await client.send(new s3.CopyObjectCommand({ ...copy, ...(ETag && { CopySourceIfMatch: ETag }) }));
      expect(await get("copy")).to.equal("copy me");
      const changed = client.send(new s3.CopyObjectCommand({ ...copy, CopySourceIfMatch: '"other"' }));
      expect(await codeOf(changed)).to.equal("PreconditionFailed");
    });

    it("but none whose checksum is wrong", async () => {
      expect(await codeOf(put("bad", "abc", { ChecksumCRC32: "AAAAAA==" }))).to.equal("BadDigest");
      expect(await codeOf(put("bad", "abc", { ContentMD5: "1B2M2Y8AsgTpgAmY7PhCfg==" }))).to.equal(
        "BadDigest",
      );
      expect(await codeOf(head("bad"))).to.equal("NotFound");
    });

    for (const ChecksumAlgorithm of ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const) {
      it(`with a ${ChecksumAlgorithm} after a stream`, async () => {
        await put("sum", Readable.from([Buffer.from("abc")]), { ContentLength: 3, ChecksumAlgorithm });
        expect(await get("sum")).to.equal("abc");
      });
    }

    it("that exist already only where the condition holds", async () => {
      const { ETag = "" } = await put("once", "1", { IfNoneMatch: "*" });
      expect(await codeOf(put("once", "2", { IfNoneMatch: "*" }))).to.equal("PreconditionFailed");
      expect(await codeOf(put("once", "2", { IfMatch: '"other"' }))).to.equal("PreconditionFailed");
      expect(await codeOf(put("never", "2", { IfMatch: ETag }))).to.equal("NoSuchKey");
      await put("once", "3", { IfMatch: ETag });
      expect(await get("once")).to.equal("3");
    });

    it("of which only one of many writers was the first", async () => {
      const writers = Array.from({ length: 20 }, (_, index) =>
        put("race", String(index), { IfNoneMatch: "*" }),
      );
      const codes = await Promise.all(writers.map(codeOf));
      expect(codes.filter((code) => code === "none")).to.have.length(1);
    });
  });

  describe("gives objects", () => {
    before(() => put("read", "0123456789"));

    it("in ranges", async () => {
      expect(await get("read", { Range: "bytes=2-4" })).to.equal("234");
      expect(await get("read", { Range: "bytes=-100" })).to.equal("0123456789");
      expect(await codeOf(get("read", { Range: "bytes=10-" }))).to.equal("InvalidRange");
      const described = await client.send(
        new s3.HeadObjectCommand({ Bucket, Key: "read", Range: "bytes=2-4" }),
      );
      expect(described).to.include({ ContentLength: 3, ContentRange: "bytes 2-4/10" });
    });

    it("only where the condition holds", async () => {
      const { ETag = "" } = await head("read");
      const status = (error: unknown) => (error as s3.S3ServiceException).$metadata.httpStatusCode;
      expect(await get("read", { IfMatch: ETag })).to.equal("0123456789");
      expect(await codeOf(get("read", { IfMatch: '"other"' }))).to.equal("PreconditionFailed");
      expect(await get("read", { IfNoneMatch: ETag }).catch(status)).to.equal(304);
      const headed = client.send(new s3.HeadObjectCommand({ Bucket, Key: "read", IfNoneMatch: ETag }));
      expect(await headed.catch(status)).to.equal(304);
    });

    it("with headers that the request names", async () => {
      const ResponseContentDisposition = "attachment; filename=x";
      const asked = { Bucket, Key: "read", ResponseContentDisposition };
      const { ContentDisposition } = await client.send(new s3.GetObjectCommand(asked));
      expect(ContentDisposition).to.equal(ResponseContentDisposition);
    });

    it("unless no header can have what the request names", async () => {
      for (const ResponseContentType of ["\u20ac", "a\r\nb: c"]) {
        expect(await codeOf(get("read", { ResponseContentType }))).to.equal("InvalidArgument");
      }
    });

    it("to a client that names the bucket in the host", async () => {
      const virtual = virtualHostClient(aws);
      const { Body } = await virtual.send(new s3.GetObjectCommand({ Bucket, Key: "read" }));
      virtual.destroy();
      expect(await Body?.transformToString()).to.equal("0123456789");
    });
  });

  describe("knows buckets", () => {
    it("by name, region and age", async () => {
      const { Buckets = [] } = await client.send(new s3.ListBucketsCommand());
      expect(Buckets.map(({ Name }) => Name)).to.deep.equal([Bucket, "guarded"]);
      const location = await client.send(new s3.GetBucketLocationCommand({ Bucket }));
      expect(location.LocationConstraint).to.equal("eu-west-1");
      expect((await client.send(new s3.HeadBucketCommand({ Bucket }))).BucketRegion).to.equal("eu-west-1");
    });

    it("that come and go", async () => {
      const other = { Bucket: "other" };
      await client.send(new s3.CreateBucketCommand(other));
      expect(await codeOf(client.send(new s3.CreateBucketCommand(other)))).to.equal(
        "BucketAlreadyOwnedByYou",
      );
      await client.send(new s3.PutObjectCommand({ ...other, Key: "a", Body: "" }));
      expect(await codeOf(client.send(new s3.DeleteBucketCommand(other)))).to.equal("BucketNotEmpty");
      await client.send(new s3.DeleteObjectCommand({ ...other, Key: "a" }));
      await client.send(new s3.DeleteBucketCommand(other));
      expect(await codeOf(client.send(new s3.HeadBucketCommand(other)))).to.equal("NotFound");
      const lost = new s3.GetObjectCommand({ ...other, Key: "a", Range: "bytes=0-1" });
      expect(await codeOf(client.send(lost))).to.equal("NoSuchBucket");
    });

    it("page by page", async () => {
      for (const key of ["B", "a", "c/1", "c/2"]) await put(`list/${key}`, "");
      const keys: unknown[] = [];
      const pages = s3.paginateListObjectsV2(
        { client, pageSize: 1 },
        { Bucket, Prefix: "list/", Delimiter: "/" },
      );
      for await (const { Contents = [], CommonPrefixes = [] } of pages) {
        keys.push(...Contents.map(({ Key }) => Key), ...CommonPrefixes.map(({ Prefix }) => Prefix));
      }
      expect(keys).to.deep.equal(["list/B", "list/a", "list/c/"]);
    });

    it("but not all of S3", async () => {
      const tagging = client.send(new s3.GetObjectTaggingCommand({ Bucket, Key: "a" }));
      expect(await codeOf(tagging)).to.equal("NotImplemented");
      const version = client.send(new s3.DeleteObjectCommand({ Bucket, Key: "a", VersionId: "1" }));
      expect(await codeOf(version)).to.equal("NotImplemented");
    });
  });
});
