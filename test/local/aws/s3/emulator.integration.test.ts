import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import type { DeclaredResource } from "../../../../local/program/declared.ts";
import { until } from "../../../support/until.ts";
import { program, resource } from "../declare.ts";
import { type LocalAws, startLocalAws, temporaryFolder } from "../local-aws.ts";
import { bucket, bucketPolicy, codeOf, object, operatorClient } from "./local-s3.ts";

const Bucket = "files";
const sample = object("sample", {
  bucket: Bucket,
  key: "sample.txt",
  content: "hello",
  contentType: "text/plain",
});

describe("The declared buckets", () => {
  /** One run of the local cloud after the other, on the same data. */
  async function inOneRun<T>(
    dataDir: string,
    use: (aws: LocalAws, client: S3Client) => Promise<T>,
  ): Promise<T> {
    const aws = await startLocalAws({ dataDir });
    const client = operatorClient(aws);
    try {
      return await use(aws, client);
    } finally {
      client.destroy();
      await aws.stop();
    }
  }

  async function contentOf(client: S3Client, Key: string): Promise<string> {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? "";
  }

  it("keep what was acknowledged, even when the engine is killed", async () => {
    await using folder = await temporaryFolder();
    await inOneRun(folder.path, async (aws, client) => {
      await aws.apply(program([bucket(Bucket)]));
      await client.send(new PutObjectCommand({ Bucket, Key: "k", Body: "content" }));
      await aws.killEngine();
      await until("the engine's end is told", () => aws.notices.length === 1);
      expect(await contentOf(client, "k")).to.equal("content");
      expect(aws.notices[0]?.message).to.equal(
        "The S3 engine ended (SIGKILL); the next request starts it again.",
      );
    });
    await inOneRun(folder.path, async (aws, client) => {
      await aws.apply(program([bucket(Bucket)]));
      expect(await contentOf(client, "k")).to.equal("content");
    });
  });

  it("start with the declared objects, whose later changes stay", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "source.bin"), Buffer.from([0, 255]));
    const asset = (source: object) => ({ source: { __pulumiAsset: true, ...source } });
    const declared: DeclaredResource[] = [
      bucket(Bucket),
      sample,
      object("text", { bucket: { id: Bucket }, key: "text", ...asset({ text: "as text" }) }),
      object("file", { bucket: Bucket, key: "file", ...asset({ path: join(folder.path, "source.bin") }) }),
      object("base64", {
        bucket: Bucket,
        key: "base64",
        contentBase64: "aGk=",
        metadata: { Colour: "blue" },
      }),
      object("unnamed", { bucket: Bucket }),
    ];
    await inOneRun(folder.path, async (aws, client) => {
      await aws.apply(program(declared));
      expect(await contentOf(client, "text")).to.equal("as text");
      const file = await client.send(new GetObjectCommand({ Bucket, Key: "file" }));
      expect([...((await file.Body?.transformToByteArray()) ?? [])]).to.deep.equal([0, 255]);
      const base64 = await client.send(new GetObjectCommand({ Bucket, Key: "base64" }));
      expect(base64).to.deep.include({
        Metadata: { colour: "blue" },
        ContentType: "application/octet-stream",
      });
      expect(await contentOf(client, "unnamed")).to.equal("");
      await client.send(new PutObjectCommand({ Bucket, Key: "sample.txt", Body: "changed" }));
      await client.send(new DeleteObjectCommand({ Bucket, Key: "text" }));
      await aws.apply(program([...declared, object("late", { bucket: Bucket, key: "late", content: "!" })]));
      expect(await contentOf(client, "sample.txt")).to.equal("changed");
      expect(await contentOf(client, "late")).to.equal("!");
    });
    await inOneRun(folder.path, async (aws, client) => {
      await aws.apply(program([...declared, object("new", { bucket: Bucket, key: "new", content: "new" })]));
      expect(await contentOf(client, "sample.txt")).to.equal("changed");
      expect(await codeOf(contentOf(client, "text"))).to.equal("NoSuchKey");
      expect(await contentOf(client, "new")).to.equal("new");
    });
  });

  it("stay with a notice when they are no longer declared", async () => {
    await using folder = await temporaryFolder();
    await inOneRun(folder.path, async (aws, client) => {
      await aws.apply(program([bucket(Bucket), sample]));
      await contentOf(client, "sample.txt");
      await aws.apply(program([]));
      await aws.apply(program([]));
      expect(aws.notices.map(({ message }) => message)).to.deep.equal([
        'S3 bucket "files" is not declared; it stays until npm start -- --reset removes it.',
      ]);
      expect(await contentOf(client, "sample.txt")).to.equal("hello");
    });
  });

  it("need no engine before the first request, and are there for all that come at once", async () => {
    await using folder = await temporaryFolder();
    await inOneRun(folder.path, async (aws, client) => {
      await aws.apply(program([bucket(Bucket), sample]));
      await aws.killEngine();
      // The last process that was started is DynamoDB's.
      await until("DynamoDB's engine is back", () => aws.notices.length > 0);
      expect(aws.notices[0]?.message).to.match(/^The DynamoDB engine ended/);
      const contents = [1, 2, 3].map(() => contentOf(client, "sample.txt"));
      expect(await Promise.all(contents)).to.deep.equal(["hello", "hello", "hello"]);
    });
  });

  it("are said to be out of reach where the engine can't start, and are made once it can", async () => {
    await using folder = await temporaryFolder();
    const inTheWay = join(folder.path, "s3");
    await writeFile(inTheWay, "");
    await inOneRun(folder.path, async (aws, client) => {
      await aws.apply(program([bucket(Bucket), sample]));
      expect(await codeOf(contentOf(client, "sample.txt"))).to.equal("InternalError");
      expect(aws.notices[0]?.message).to.include(`The S3 engine fauxqs did not start on ${inTheWay}: `);
      await rm(inTheWay);
      expect(await contentOf(client, "sample.txt")).to.equal("hello");
    });
  });

  describe("are refused", () => {
    let aws: LocalAws;
    before(async () => {
      aws = await startLocalAws();
    });
    after(() => aws.stop());

    const missing = { __pulumiAsset: true, path: "none.txt" };
    const archive = { __pulumiArchive: true, assets: {} };
    const policy = { Statement: [{ Effect: "Deny" }] };
    const cases: readonly [what: string, name: string, more: DeclaredResource[], message: RegExp][] = [
      [
        "an impossible name",
        "Files",
        [],
        /^S3 bucket "Files" can't be made as declared: a name has 3 to 63 lower-case letters, /,
      ],
      [
        "a source that is not there",
        "missing",
        [object("a", { bucket: "missing", source: missing })],
        /^S3 object "a": its source can't be read \(ENOENT.*\/shop\/none\.txt/,
      ],
      [
        "an archive",
        "archive",
        [object("a", { bucket: "archive", source: archive })],
        /^S3 object "a": the local cloud takes .* not an archive or a URL\.$/,
      ],
      ["half a policy", "half", [bucketPolicy("half", [{}])], /^IAM policy "half" is not valid at /],
      [
        "two policies",
        "two",
        [bucketPolicy("two", []), { ...bucketPolicy("two", []), name: "second" }],
        /^S3 bucket "two" has two policies, and would keep one: join "second" with the other\.$/,
      ],
      [
        "half a policy of their own",
        "own",
        [resource("aws:s3/bucket:Bucket", "own", { bucket: "own", policy })],
        /^IAM policy "own", statement 0 must have/,
      ],
    ];
    for (const [what, name, more, message] of cases) {
      it(`with ${what}`, async () => {
        const error = await aws.apply(program([bucket(name), ...more])).catch((reason: unknown) => reason);
        expect(error).to.have.property("name", "LocalError");
        expect(error).to.have.property("message").that.matches(message);
      });
    }

    it("and can be had once the mistake is mended", async () => {
      const mended = object("a", { bucket: "missing", key: "a", content: "there" });
      await aws.apply(program([bucket("missing"), mended]));
      const client = operatorClient(aws);
      const { Body } = await client.send(new GetObjectCommand({ Bucket: "missing", Key: "a" }));
      client.destroy();
      expect(await Body?.transformToString()).to.equal("there");
    });
  });
});
