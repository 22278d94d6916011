import { Readable } from "node:stream";
import { expect } from "chai";
import { decodeChunks } from "../../../../local/aws/payload/signed-chunks.ts";
import { SignatureVerifier } from "../../../../local/aws/signature.ts";
import type { SignatureParameters } from "../../../../local/aws/signature-parameters.ts";

const date = "20130524T000000Z";
const accessKeyId = "AKIAIOSFODNN7EXAMPLE";
const parameters: SignatureParameters = {
  form: "header",
  accessKeyId,
  scopeDate: "20130524",
  region: "us-east-1",
  service: "s3",
  signedHeaders: [],
  signature: "",
  date,
};
const credentials = {
  accessKeyId,
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  caller: { arn: "arn:aws:iam::000000000000:root", userId: "0" },
};
const rules = { clockSkewMs: 0, uriEscapePath: false, unsignedPayload: true };
const signer = new SignatureVerifier().chunkSigner(parameters, credentials, rules);

const content = "a".repeat(65_536 + 1024);
const first = content.slice(0, 65_536);
const second = content.slice(65_536);
const chunk = (text: string, signature: string) =>
  `${text.length.toString(16)};chunk-signature=${signature}\r\n${text}\r\n`;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html#example-signature-calculations-streaming */
const signed = {
  seed: "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
  body:
    chunk(first, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648") +
    chunk(second, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497") +
    "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n",
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html */
const withTrailer = {
  seed: "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
  body:
    chunk(first, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2") +
    chunk(second, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7") +
    "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n" +
    "x-amz-checksum-crc32c:sOO8/Q==\r\n" +
    "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n",
};

async function decode(body: string, seed = "", chunkSigner?: typeof signer, pieceLength = 1000) {
  const pieces = body.match(new RegExp(`.{1,${pieceLength}}`, "gs")) ?? [];
  const trailers = new Map<string, string>();
  let decoded = "";
  const source = Readable.from(pieces.map((piece) => Buffer.from(piece)));
  for await (const data of decodeChunks(source, trailers, seed, chunkSigner)) decoded += data.toString();
  return { decoded, trailers: Object.fromEntries(trailers) };
}

describe("A body in signed chunks", () => {
  it("is AWS's own example", async () => {
    expect(await decode(signed.body, signed.seed, signer)).to.deep.equal({ decoded: content, trailers: {} });
  });

  it("is AWS's own example with a trailer", async () => {
    const { decoded, trailers } = await decode(withTrailer.body, withTrailer.seed, signer);
    expect(decoded === content).to.equal(true);
    expect(trailers).to.deep.equal({ "x-amz-checksum-crc32c": "sOO8/Q==" });
  });

  it("is the same in pieces of any length", async () => {
    for (const length of [1, 2, 3, 7]) {
      const { decoded } = await decode("3\r\nabc\r\n2\r\nde\r\n0\r\nx-a:b:c\r\n\r\n", "", undefined, length);
      expect(decoded).to.equal("abcde");
    }
  });

  const tampered: readonly [what: string, body: string][] = [
    ["content", signed.body.replace("\r\na", "\r\nb")],
    ["a chunk's signature", signed.body.replace("signature=ad", "signature=ae")],
    ["the last chunk's signature", signed.body.replace("signature=b6", "signature=b7")],
    ["the order of chunks", signed.body.replace(/^.*?(?=400;)/s, "")],
    ["a signature that is left out", signed.body.replace(/;chunk-signature=ad\w+/, "")],
    ["a trailer without a signature", signed.body.replace(/\r\n$/, "x-amz-checksum-crc32:AAAA\r\n\r\n")],
  ];
  for (const [what, body] of tampered) {
    it(`is refused for ${what}`, async () => {
      const error = await decode(body, signed.seed, signer).catch((reason: unknown) => reason);
      expect(error).to.have.property("code", "SignatureDoesNotMatch");
    });
  }

  it("is refused for a trailer that somebody changed", async () => {
    const body = withTrailer.body.replace("sOO8", "sOO9");
    const error = await decode(body, withTrailer.seed, signer).catch((reason: unknown) => reason);
    expect(error).to.have.property("code", "SignatureDoesNotMatch");
  });

  for (const body of [
    "",
    "3\r\nab",
    "3\r\nabcd\r\n0\r\n\r\n",
    "xyz\r\n",
    "3\r\nabc\r\n",
    "0\r\n",
    "-1\r\n\r\n",
  ]) {
    it(`is incomplete as ${JSON.stringify(body)}`, async () => {
      const error = await decode(body).catch((reason: unknown) => reason);
      expect(error).to.have.property("code", "IncompleteBody");
    });
  }

  it("is incomplete with a line without an end", async () => {
    const error = await decode("0".repeat(10_000)).catch((reason: unknown) => reason);
    expect(error).to.have.property("code", "IncompleteBody");
  });
});
