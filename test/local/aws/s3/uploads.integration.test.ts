import { hash } from "node:crypto";
import { once } from "node:events";
import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { Hash } from "@smithy/hash-node";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { expect } from "chai";
import { SignatureVerifier } from "../../../../local/aws/signature.ts";
import { signatureParameters } from "../../../../local/aws/signature-parameters.ts";
import { until } from "../../../support/until.ts";
import { program, region } from "../declare.ts";
import { type LocalAws, startLocalAws } from "../local-aws.ts";
import { bucket, codeOf, operatorClient } from "./local-s3.ts";

const Bucket = "files";
const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const content = "0123456789".repeat(1000);

class Sha256 extends Hash {
  constructor(secret?: ConstructorParameters<typeof Hash>[1]) {
    super("sha256", secret);
  }
}

describe("An upload to S3", () => {
  let aws: LocalAws;
  let client: S3Client;

  before(async () => {
    aws = await startLocalAws();
    await aws.apply(program([bucket(Bucket)]));
    client = operatorClient(aws);
  });

  after(async () => {
    client.destroy();
    await aws.stop();
  });

  const head = (Key: string) => client.send(new HeadObjectCommand({ Bucket, Key }));

  /** Opens a signed PUT whose body is still to come. */
  async function open(
    key: string,
    headers: Record<string, string>,
  ): Promise<{ outgoing: ClientRequest; signed: HttpRequest }> {
    const { hostname, port, host } = new URL(aws.url);
    const signer = new SignatureV4({
      credentials,
      region,
      service: "s3",
      sha256: Sha256,
      uriEscapePath: false,
    });
    const request = new HttpRequest({
      method: "PUT",
      path: `/${Bucket}/${key}`,
      headers: { host, ...headers },
    });
    const signed = new HttpRequest(await signer.sign(request));
    const outgoing = httpRequest({
      hostname,
      port,
      method: "PUT",
      path: request.path,
      headers: signed.headers,
      agent: false,
    });
    return { outgoing, signed };
  }

  async function answerOf(outgoing: ClientRequest): Promise<string> {
    const [response] = (await once(outgoing, "response")) as [IncomingMessage];
    return `${/<Code>(\w+)/.exec(await text(response))?.[1] ?? "stored"} ${response.statusCode}`;
  }

  async function upload(key: string, headers: Record<string, string>, body: string): Promise<string> {
    const { outgoing } = await open(key, headers);
    outgoing.end(body);
    return answerOf(outgoing);
  }

  const length = String(content.length);
  const unsigned = { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };
  const cases: readonly [what: string, headers: Record<string, string>, answer: string][] = [
    [
      "with its hash",
      { "x-amz-content-sha256": hash("sha256", content), "content-length": length },
      "stored 200",
    ],
    ["without its hash", { ...unsigned, "content-length": length }, "stored 200"],
    [
      "with another's hash",
      { "x-amz-content-sha256": hash("sha256", "other"), "content-length": length },
      "XAmzContentSHA256Mismatch 400",
    ],
    ["without its length", { ...unsigned, "transfer-encoding": "chunked" }, "MissingContentLength 411"],
    [
      "in chunks that are none",
      {
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-decoded-content-length": length,
        "content-length": length,
      },
      "IncompleteBody 400",
    ],
  ];
  for (const [what, headers, answer] of cases) {
    it(`${what}: ${answer}`, async () => {
      const key = what.replaceAll(" ", "-").replaceAll("'", "");
      expect(await upload(key, headers, content)).to.equal(answer);
      expect(await codeOf(head(key))).to.equal(answer === "stored 200" ? "none" : "NotFound");
    });
  }

  it("of more than the engine holds is refused before it is sent", async () => {
    const { outgoing } = await open("huge", { ...unsigned, "content-length": "1000000000" });
    outgoing.flushHeaders();
    expect(await answerOf(outgoing)).to.equal("EntityTooLarge 400");
    outgoing.destroy();
  });

  it("that its client gives up leaves nothing", async () => {
    const { outgoing } = await open("given-up", { ...unsigned, "content-length": length });
    outgoing.on("error", () => {});
    outgoing.write(content.slice(0, 100));
    await until(
      "the request has arrived",
      () => outgoing.socket?.bytesWritten !== undefined && outgoing.socket.bytesWritten > 100,
    );
    outgoing.destroy();
    await upload("after", { ...unsigned, "content-length": length }, content);
    expect(await codeOf(head("given-up"))).to.equal("NotFound");
  });

  const asItWas = (data: string) => data;
  const changed = (data: string) => data.replace("9", "8");
  for (const [what, transmit, answer] of [
    ["signed", asItWas, "stored 200"],
    ["changed", changed, "SignatureDoesNotMatch 403"],
  ] as const) {
    it(`in ${what} chunks: ${answer}`, async () => {
      const key = `${what}-chunks`;
      const { outgoing, signed } = await open(key, {
        "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "x-amz-decoded-content-length": length,
        "content-encoding": "aws-chunked",
        "transfer-encoding": "chunked",
      });
      const parameters = signatureParameters({ headers: signed.headers, query: {} });
      if (!parameters) throw new Error("The request has no signature.");
      const caller = { arn: "", userId: "" };
      const rules = { clockSkewMs: 0, uriEscapePath: false, unsignedPayload: true };
      const chunks = new SignatureVerifier().chunkSigner(parameters, { ...credentials, caller }, rules);
      let { signature } = parameters;
      for (const data of [content.slice(0, 8192), content.slice(8192), ""]) {
        signature = await chunks.chunk(signature, Buffer.from(data));
        outgoing.write(`${data.length.toString(16)};chunk-signature=${signature}\r\n${transmit(data)}\r\n`);
      }
      outgoing.end();
      expect(await answerOf(outgoing)).to.equal(answer);
      expect(await codeOf(head(key))).to.equal(answer === "stored 200" ? "none" : "NotFound");
    });
  }
});
