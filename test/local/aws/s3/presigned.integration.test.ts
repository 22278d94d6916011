import { request as httpRequest } from "node:http";
import { text } from "node:stream/consumers";
import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { expect } from "chai";
import { program, role } from "../declare.ts";
import { type LocalAws, startLocalAws } from "../local-aws.ts";
import { bucket, object, operatorClient, roleClient } from "./local-s3.ts";

const Bucket = "files";
const Key = "a b.txt";

describe("Presigned URLs", () => {
  let aws: LocalAws;
  let client: S3Client;

  before(async () => {
    aws = await startLocalAws();
    const Resource = `arn:aws:s3:::${Bucket}/*`;
    await aws.apply(
      program([
        bucket(Bucket),
        object("sample", { bucket: Bucket, key: Key, content: "hello", contentType: "text/plain" }),
        ...role("writer", [{ Effect: "Allow", Action: "s3:PutObject", Resource }]),
      ]),
    );
    client = operatorClient(aws);
  });

  after(async () => {
    client.destroy();
    await aws.stop();
  });

  const getting = (expiresIn = 60, signingDate = new Date()) =>
    getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn, signingDate });

  it("give an object to whoever has them", async () => {
    const command = new GetObjectCommand({
      Bucket,
      Key,
      ResponseContentDisposition: "attachment; filename=x",
    });
    const answer = await send("GET", await getSignedUrl(client, command));
    expect(answer).to.include({ status: 200, body: "hello" });
    expect(answer.headers).to.include({
      "content-disposition": "attachment; filename=x",
      "content-type": "text/plain",
    });
  });

  it("take an object from whoever has them", async () => {
    const command = new PutObjectCommand({ Bucket, Key: "upload", Metadata: { colour: "blue" } });
    expect(await send("PUT", await getSignedUrl(client, command), {}, "content")).to.include({ status: 200 });
    const stored = await client.send(new GetObjectCommand({ Bucket, Key: "upload" }));
    expect(await stored.Body?.transformToString()).to.equal("content");
    expect(stored.Metadata).to.deep.equal({ colour: "blue" });
  });

  it("can do what their maker's role may do", async () => {
    const writer = roleClient(aws, "writer");
    const reading = await getSignedUrl(writer, new GetObjectCommand({ Bucket, Key }));
    const writing = await getSignedUrl(writer, new PutObjectCommand({ Bucket, Key: "w" }));
    writer.destroy();
    expect(codeIn(await send("GET", reading))).to.equal("AccessDenied 403");
    expect(await send("PUT", writing, {}, "content")).to.include({ status: 200 });
  });

  const minuteAgo = () => new Date(Date.now() - 60_000);
  const refused: readonly [what: string, url: () => Promise<string>, method: string, code: string][] = [
    [
      "another key",
      async () => (await getting()).replace("a%20b", "a%20c"),
      "GET",
      "SignatureDoesNotMatch 403",
    ],
    ["another method", () => getting(), "DELETE", "SignatureDoesNotMatch 403"],
    [
      "a longer life",
      async () => (await getting()).replace("Expires=60", "Expires=61"),
      "GET",
      "SignatureDoesNotMatch 403",
    ],
    ["one more parameter", async () => `${await getting()}&versionId=1`, "GET", "SignatureDoesNotMatch 403"],
    ["a later time", () => getting(30, minuteAgo()), "GET", "AccessDenied 403"],
    [
      "more than a week",
      async () => (await getting()).replace("Expires=60", "Expires=604801"),
      "GET",
      "AuthorizationQueryParametersError 400",
    ],
    [
      "no time",
      async () => (await getting()).replace("X-Amz-Expires=60&", ""),
      "GET",
      "AuthorizationQueryParametersError 400",
    ],
    [
      "an unknown key",
      async () => (await getting()).replace("=test%2F", "=other%2F"),
      "GET",
      "InvalidAccessKeyId 403",
    ],
    ["nobody", async () => `${aws.url}/${Bucket}/a%20b.txt`, "GET", "AccessDenied 403"],
    ["nobody, to write", async () => `${aws.url}/${Bucket}/new`, "PUT", "AccessDenied 403"],
    [
      "version 2",
      async () => `${aws.url}/${Bucket}/a?AWSAccessKeyId=test&Expires=1&Signature=x`,
      "GET",
      "InvalidRequest 400",
    ],
  ];
  for (const [what, url, method, code] of refused) {
    it(`are refused for ${what}`, async () => {
      expect(codeIn(await send(method, await url()))).to.equal(code);
    });
  }

  it("are refused with a header that could change what they do", async () => {
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: "w" }));
    const answer = await send("PUT", url, { "x-amz-copy-source": `${Bucket}/a%20b.txt` });
    expect(codeIn(answer)).to.equal("AccessDenied 403");
    expect(answer.body).to.contain("which were not signed: x-amz-copy-source");
  });

  it("live as long as they say", async () => {
    expect(await send("GET", await getting(120, minuteAgo()))).to.include({ status: 200 });
    expect((await send("GET", await getting(30, minuteAgo()))).body).to.contain("Request has expired");
  });

  it("keep the connection when an upload is refused", async () => {
    const answer = await send("PUT", `${aws.url}/${Bucket}/new`, {}, "x".repeat(5_000_000));
    expect(codeIn(answer)).to.equal("AccessDenied 403");
  });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

function codeIn({ status, body }: Answer): string {
  return `${/<Code>(\w+)<\/Code>/.exec(body)?.[1]} ${status}`;
}

function send(method: string, url: string, headers: Record<string, string> = {}, body = ""): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = { "content-length": Buffer.byteLength(body), ...headers };
    const outgoing = httpRequest(url, { method, headers: sent, agent: false });
    outgoing.once("error", reject);
    outgoing.once("response", async (response) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await text(response) });
    });
    outgoing.end(body);
  });
}
