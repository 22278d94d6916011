import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { PutObjectCommand, type PutObjectCommandInput } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { parse } from "content-disposition";
import sinon from "sinon";
import { FILE_BYTES } from "../../../functions/shared/answer-size.ts";
import type { FunctionAnswer } from "../../../functions/shared/event.ts";
import { logger } from "../../../functions/shared/logger.ts";
import { itAnswers, type Send } from "../../support/api-case.ts";
import { setEnvironment, startDynamoDb, type TestDynamoDb } from "../../support/dynamodb.ts";
import { eventOf, toHandler } from "../../support/invoke-handler.ts";
import { startS3, type TestS3 } from "../../support/s3.ts";
import { SAMPLE, table } from "./demo-data.ts";
import { cases } from "./inventory.cases.ts";
import { ITEM, post } from "./validation.cases.ts";

const Bucket = "inventory-files";
const LARGEST = Math.floor(FILE_BYTES);

describe("inventory on DynamoDB and S3", () => {
  let dynamoDb: TestDynamoDb | undefined;
  let s3: TestS3 | undefined;
  let send: Send;
  let invoke: (path: string) => Promise<FunctionAnswer>;
  let intercept: (request: IncomingMessage, response: ServerResponse) => boolean = () => false;

  before(async () => {
    dynamoDb = await startDynamoDb();
    s3 = await startS3((request, response) => intercept(request, response));
    await dynamoDb.createTable({ TableName: "inventory", ...table });
    await s3.createBucket(Bucket);
    await store(SAMPLE);
    const restore = setEnvironment({ TABLE_NAME: "inventory", S3_BUCKET: Bucket });
    const { handler } = await import("../../../functions/inventory/handler.ts");
    restore();
    send = toHandler(handler);
    invoke = (path) => handler(eventOf({ method: "GET", path }), { awsRequestId: "test" });
  });

  after(async () => {
    await s3?.stop();
    await dynamoDb?.stop();
  });

  afterEach(() => {
    intercept = () => false;
    sinon.restore();
  });

  async function store(file: Omit<PutObjectCommandInput, "Bucket">): Promise<void> {
    await s3?.client.send(new PutObjectCommand({ Bucket, ...file }));
  }

  const pathOf = (name: string) => `/file/download/${encodeURIComponent(name)}`;

  itAnswers(cases, (request) => send(request));

  const names = [
    "a b.txt",
    'quo"te\\.txt',
    "naïve.txt",
    "日本.pdf",
    "x;y=z",
    "100%.txt",
    "%41.txt",
    "deep/in a/folder.txt",
    "/lead",
    "a\r\nSet-Cookie: x=1",
    "+plus&and?.txt",
  ];
  for (const name of names) {
    it(`downloads ${JSON.stringify(name)} under its name, in one harmless header`, async () => {
      await store({ Key: name, Body: "content" });
      const { statusCode, headers, body } = await invoke(pathOf(name));
      expect([statusCode, body]).to.deep.equal([200, Buffer.from("content").toString("base64")]);
      const header = headers?.["content-disposition"] ?? "";
      expect(header).to.match(/^attachment; [\x20-\x7e]+$/);
      expect(parse(header).parameters.filename).to.equal(name);
    });
  }

  for (const Key of ["../secret.txt", "a/../secret.txt", "a/./secret.txt", "nul\0"]) {
    it(`does not hand out ${JSON.stringify(Key)}, which may lead elsewhere on its way`, async () => {
      await store({ Key, Body: "secret" });
      expect((await invoke(pathOf(Key))).statusCode).to.equal(404);
    });
  }

  it("gives bytes and content type of a binary file", async () => {
    const Body = randomBytes(1000);
    await store({ Key: "image.png", Body, ContentType: "image/png" });
    const answer = await invoke(pathOf("image.png"));
    expect(answer.headers).to.include({ "content-type": "image/png" });
    expect(answer.isBase64Encoded).to.equal(true);
    expect(Buffer.from(answer.body ?? "", "base64")).to.deep.equal(Body);
  });

  it("gives a compressed file as it is, and says so", async () => {
    const Body = Buffer.from([0x1f, 0x8b, 1, 2]);
    await store({ Key: "text.gz", Body, ContentType: "text/plain", ContentEncoding: "gzip" });
    const answer = await invoke(pathOf("text.gz"));
    expect(answer.headers).to.include({ "content-encoding": "gzip" });
    expect(Buffer.from(answer.body ?? "", "base64")).to.deep.equal(Body);
  });

  it("gives an empty file", async () => {
    await store({ Key: "empty", Body: new Uint8Array() });
    const answer = await invoke(pathOf("empty"));
    expect([answer.statusCode, answer.body]).to.deep.equal([200, ""]);
  });

  it("takes a type for granted that S3 does not know", async () => {
    intercept = (_, response) => {
      response.writeHead(200, { "content-length": "2" }).end("ok");
      return true;
    };
    const answer = await invoke(pathOf("untyped"));
    expect(answer.headers).to.include({ "content-type": "application/octet-stream" });
  });

  it("gives the largest file that fits into an answer, and the way to a larger one", async () => {
    await store({ Key: "largest", Body: Buffer.alloc(LARGEST, 7) });
    await store({ Key: "too large", Body: Buffer.alloc(LARGEST + 1, 7) });
    const fits = await invoke(pathOf("largest"));
    expect(fits.statusCode).to.equal(200);
    expect(JSON.stringify(fits).length).to.be.below(6 * 1024 * 1024);

    const { statusCode, headers, body } = await invoke(pathOf("too large"));
    expect([statusCode, body]).to.deep.equal([307, undefined]);
    const url = new URL(headers?.location ?? "");
    expect(url.pathname).to.equal(`/${Bucket}/too%20large`);
    expect(Number(url.searchParams.get("X-Amz-Expires"))).to.be.within(1, 300);
    expect(url.searchParams.get("response-content-disposition")).to.equal('attachment; filename="too large"');
    const file = await fetch(url);
    expect((await file.arrayBuffer()).byteLength).to.equal(LARGEST + 1);
  });

  it("reads nothing of a file that is too large, and lets go of the connection", async () => {
    const closed = new Promise<number>((resolve) => {
      intercept = (_, response) => {
        let sent = 0;
        // With a checksum to check, the SDK puts a stream of its own between.
        response.writeHead(200, { "content-length": String(2 ** 40), "x-amz-checksum-crc32": "AAAAAA==" });
        const chunk = Buffer.alloc(64 * 1024);
        const push = () => {
          while (!response.destroyed && response.write(chunk)) sent += chunk.length;
        };
        response.on("drain", push).once("close", () => resolve(sent));
        push();
        return true;
      };
    });
    const answer = await invoke(pathOf("endless"));
    expect(answer.statusCode).to.equal(307);
    expect(await closed).to.be.below(32 * 1024 * 1024);
  });

  const refusals: [name: string, respond: (response: ServerResponse) => void][] = [
    ["refuses", (response) => response.writeHead(403).end("<Error><Code>AccessDenied</Code></Error>")],
    [
      "has no such bucket",
      (response) => response.writeHead(404).end("<Error><Code>NoSuchBucket</Code></Error>"),
    ],
    [
      "breaks off in the middle",
      (response) => {
        response.writeHead(200, { "content-length": "10" }).write("half");
        response.destroy();
      },
    ],
  ];
  for (const [name, respond] of refusals) {
    it(`answers 500 when S3 ${name}, says nothing of it, and logs it`, async () => {
      const log = sinon.stub(logger, "error");
      intercept = (_, response) => {
        respond(response);
        return true;
      };
      expect(await send({ method: "GET", path: pathOf("sample.txt") })).to.deep.include({
        status: 500,
        body: { detail: "The files can't be reached" },
      });
      expect(log.callCount).to.equal(1);
    });
  }

  it("answers 500 when DynamoDB fails, says nothing of it, and logs it", async () => {
    const log = sinon.stub(logger, "error");
    const storage = sinon.stub(DynamoDBDocumentClient.prototype, "send").rejects(new Error("secret"));
    const path = "/inventory/SKU-1";
    for (const request of [post(ITEM), { method: "GET", path }, { method: "DELETE", path }])
      expect(await send(request)).to.deep.include({
        status: 500,
        body: { detail: "The inventory can't be reached" },
      });
    expect([storage.callCount, log.callCount]).to.deep.equal([3, 3]);
  });

  it("refuses a large body without an answer that Lambda would refuse", async () => {
    const body = JSON.stringify({ name: '"'.repeat(2_500_000) });
    const answer = await send(post(body));
    expect(answer.status).to.equal(422);
    expect(JSON.stringify(JSON.stringify(answer.body)).length).to.be.below(6 * 1024 * 1024);
  });
});
