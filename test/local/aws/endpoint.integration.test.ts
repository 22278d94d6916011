import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { AwsEndpoint } from "../../../local/aws/endpoint.ts";
import { program, region, role, roleArn, table } from "./declare.ts";
import { type LocalAws, startLocalAws } from "./local-aws.ts";

const unsignedInvocation = "/2015-03-31/functions/hello/invocations";

describe("The AWS endpoint", () => {
  let aws: LocalAws;

  before(async () => {
    const pages = new Map([
      ["health", (_: unknown, response: { end(text: string): void }) => response.end("well")],
    ]);
    aws = await startLocalAws({ pages });
    await aws.apply(program([table("orders"), ...role("writer", [])]));
  });

  afterEach(() => {
    aws.calls.length = 0;
    aws.notices.length = 0;
  });

  after(() => aws.stop());

  for (const host of [
    "localhost:4566",
    "LOCALHOST",
    "127.0.0.1:1",
    "bucket.s3.localhost:4566",
    "[::1]:4566",
  ]) {
    it(`takes the host ${host}`, async () => {
      expect((await send("/_lambdock/health", { host })).body).to.equal("well");
    });
  }

  for (const host of [
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "10.0.0.1",
    "evil-localhost",
  ]) {
    it(`refuses the host ${host}`, async () => {
      const { status, body } = await send("/_lambdock/health", { host });
      expect(status).to.equal(403);
      expect(body).to.contain(`"${host}"`);
    });
  }

  it("serves its own pages, and names one that is not there", async () => {
    expect(await send("/_lambdock/nothing?x=1")).to.deep.include({
      status: 404,
      body: "The local cloud has no page /_lambdock/nothing\n",
    });
  });

  const json = { "x-amz-target": "DynamoDB_20120810.ListTables" };
  const credential = (service: string, key = "test") =>
    `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const date = { "x-amz-date": "20260101T000000Z" };
  const errors: readonly [what: string, headers: Record<string, string>, status: number, code: string][] = [
    ["no signature, to a JSON service", json, 400, "MissingAuthenticationTokenException"],
    ["no signature, to another", {}, 403, "MissingAuthenticationTokenException"],
    [
      "no signature, in CBOR",
      { "smithy-protocol": "rpc-v2-cbor" },
      403,
      "MissingAuthenticationTokenException",
    ],
    [
      "no signature, in a form",
      { "content-type": "application/x-www-form-urlencoded" },
      403,
      "<Code>MissingAuthenticationToken</Code>",
    ],
    [
      "an unknown key, to DynamoDB",
      { ...json, ...date, authorization: credential("dynamodb", "AKIA") },
      400,
      "UnrecognizedClientException",
    ],
    [
      "an unknown key, to Lambda",
      { ...date, authorization: credential("lambda", "AKIA") },
      403,
      "UnrecognizedClientException",
    ],
    [
      "an unknown key, to STS",
      { ...date, authorization: credential("sts", "AKIA") },
      403,
      "InvalidClientTokenId",
    ],
    [
      "an old signature, to DynamoDB",
      { ...json, ...date, authorization: credential("dynamodb") },
      400,
      "InvalidSignatureException",
    ],
    ["an old signature, to STS", { ...date, authorization: credential("sts") }, 403, "SignatureDoesNotMatch"],
    [
      "half a signature",
      { ...json, authorization: "AWS4-HMAC-SHA256 Signature=0" },
      400,
      "IncompleteSignatureException",
    ],
    [
      "a service that is not there",
      { ...date, authorization: credential("sqs") },
      404,
      "UnknownOperationException",
    ],
  ];
  for (const [what, headers, status, code] of errors) {
    it(`answers ${what} as AWS does`, async () => {
      const answer = await send("/", { ...headers });
      expect(answer.status).to.equal(status);
      expect(answer.body + String(answer.headers["x-amzn-errortype"])).to.contain(code);
      expect(aws.calls).to.have.length(1);
      const [errorCode] = /\w+(?=<|$)/.exec(code) ?? [];
      expect(aws.calls[0]).to.include({ status, errorCode, principal: "anonymous" });
      expect(aws.calls[0]?.requestId).to.equal(answer.headers["x-amzn-requestid"]);
    });
  }

  it("verifies a real client's secret and token", async () => {
    const good = aws.credentials.credentialsFor(roleArn("writer"), "fn");
    const cases: readonly [credentials: typeof good, code: string][] = [
      [good, "AccessDeniedException"],
      [{ ...good, secretAccessKey: "wrong" }, "InvalidSignatureException"],
      [{ ...good, sessionToken: "wrong" }, "UnrecognizedClientException"],
      [{ ...good, accessKeyId: "ASIAWRONG" }, "UnrecognizedClientException"],
    ];
    for (const [credentials, code] of cases) {
      const client = new DynamoDBClient({ endpoint: aws.url, region, credentials, maxAttempts: 1 });
      const get = new GetItemCommand({ TableName: "orders", Key: { id: { S: "1" } } });
      const error = await client.send(get).catch((reason: unknown) => reason);
      client.destroy();
      expect(error).to.have.property("name", code);
    }
  });

  it("takes no unsigned invocation from a web page", async () => {
    const fromPage = await send(unsignedInvocation, { origin: "https://evil.example" });
    expect(fromPage.status).to.equal(403);
    expect((await send(unsignedInvocation, { "sec-fetch-site": "cross-site" })).status).to.equal(403);
  });

  it("answers a failure of its own as AWS would, and says why in a notice", async () => {
    const { status, headers } = await send(unsignedInvocation);
    expect(status).to.equal(500);
    expect(headers["x-amzn-errortype"]).to.equal("InternalFailure");
    expect(aws.notices[0]).to.include({ level: "error" });
    expect(aws.notices[0]?.message).to.contain("This test has no function to invoke.");
  });

  it("refuses a body over the service's limit without reading it", async () => {
    const { status, body } = await send(unsignedInvocation, { "content-length": String(100 * 1024 * 1024) });
    expect(status).to.equal(413);
    expect(body).to.contain("Request body is larger than");
  });

  it("refuses a body over the limit that has no length", async () => {
    const body = Buffer.alloc(9 * 1024 * 1024);
    const chunked = await send(unsignedInvocation, { "transfer-encoding": "chunked" }, body);
    expect(chunked.status).to.equal(413);
  });

  it("goes on serving when a client leaves in the middle of its request", async () => {
    const socket = connect(Number(new URL(aws.url).port), "127.0.0.1");
    socket.write(`POST ${unsignedInvocation} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf`);
    await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
    expect((await send("/_lambdock/health")).body).to.equal("well");
  });

  it("names the port that is taken, and the flag", async () => {
    const port = Number(new URL(aws.url).port);
    const { credentials } = aws;
    const policies = { policiesOf: () => [] };
    const second = new AwsEndpoint({ port, events: aws.events, credentials, policies, services: [] });
    const error = await second.start().catch((reason: unknown) => reason);
    expect(error).to.have.property("name", "LocalError");
    expect(error)
      .to.have.property("message")
      .that.matches(new RegExp(`127.0.0.1:${port} .*--aws-port`));
    await second.stop();
  });

  function send(path: string, headers: Record<string, string> = {}, body?: Buffer) {
    return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
      (resolve, reject) => {
        const outgoing = httpRequest(`${aws.url}${path}`, { method: "POST", headers, agent: false });
        outgoing.once("error", reject);
        outgoing.once("response", (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.once("end", () => {
            outgoing.destroy();
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks).toString(),
            });
          });
        });
        if (headers["content-length"] === undefined) outgoing.end(body);
        else outgoing.flushHeaders();
      },
    );
  }
});
