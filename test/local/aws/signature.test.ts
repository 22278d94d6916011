import { Hash } from "@smithy/hash-node";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { expect } from "chai";
import fc from "fast-check";
import type { Credentials } from "../../../local/aws/credentials.ts";
import { operator } from "../../../local/aws/credentials.ts";
import type { AwsRequest } from "../../../local/aws/http-message.ts";
import { type SignatureRules, standardSignatureRules } from "../../../local/aws/service.ts";
import { SignatureVerifier } from "../../../local/aws/signature.ts";
import { signatureParameters } from "../../../local/aws/signature-parameters.ts";

const now = Date.parse("2026-03-04T05:06:07Z");
const credentials: Credentials = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: "secret",
  sessionToken: "token",
  caller: operator,
};
const s3Rules: SignatureRules = { clockSkewMs: 15 * 60_000, uriEscapePath: false, unsignedPayload: true };

class Sha256 extends Hash {
  constructor(secret?: ConstructorParameters<typeof Hash>[1]) {
    super("sha256", secret);
  }
}

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Record<string, string | string[]>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface Signing {
  readonly service?: string;
  readonly uriEscapePath?: boolean;
  readonly applyChecksum?: boolean;
  readonly time?: number;
  /** Seconds: signs in the query. */
  readonly expiresIn?: number;
}

/** A request as a client with these credentials would send it. */
async function signed(sent: Sent = {}, signing: Signing = {}): Promise<AwsRequest> {
  const { service = "dynamodb", time = now, expiresIn, ...init } = signing;
  const signer = new SignatureV4({ credentials, region: "eu-west-1", service, sha256: Sha256, ...init });
  const { method = "POST", path = "/", query = {}, headers = {}, body = "{}" } = sent;
  const unsigned = new HttpRequest({
    method,
    path,
    query,
    headers: { host: "127.0.0.1:4566", ...headers },
    body,
  });
  const options = { signingDate: new Date(time) };
  const { headers: sentHeaders, query: sentQuery } =
    expiresIn === undefined
      ? await signer.sign(unsigned, options)
      : await signer.presign(unsigned, { ...options, expiresIn });
  return {
    method,
    path,
    query: (sentQuery ?? {}) as Record<string, string | string[]>,
    headers: sentHeaders,
    body: Buffer.from(body),
    region: "eu-west-1",
    requestId: "r",
  };
}

/** @returns the failure, or undefined when the signature was accepted */
async function failureOf(
  request: AwsRequest,
  { rules = standardSignatureRules, time = now, as = credentials } = {},
): Promise<string | undefined> {
  try {
    const parameters = signatureParameters(request);
    if (!parameters) return "missing";
    await new SignatureVerifier(() => time).verify(request, parameters, as, rules);
    return undefined;
  } catch (error) {
    return error instanceof Error && "failure" in error ? String(error.failure) : String(error);
  }
}

describe("SignatureVerifier", () => {
  const accepted: Record<string, () => Promise<AwsRequest>> = {
    "a signed body hash": () => signed(),
    "no signed body hash, as boto3 sends it": () => signed({}, { applyChecksum: false }),
    "an encoded path": () => signed({ path: "/2015-03-31/functions/arn%3Aaws%3Alambda/invocations" }),
    "a query with repeated and odd names": () =>
      signed({ query: { "a b": ["2", "1", "ü"], Qualifier: "$LATEST", empty: "" } }),
    "a header with inner spaces": () => signed({ headers: { "x-amz-meta": "  a   b " } }),
    "a presigned request": () => signed({ method: "GET", body: "" }, { expiresIn: 60 }),
  };
  for (const [what, request] of Object.entries(accepted)) {
    it(`accepts ${what}`, async () => {
      expect(await failureOf(await request())).to.equal(undefined);
    });
  }

  it("accepts what S3's clients send", async () => {
    const signing = { service: "s3", uriEscapePath: false };
    const unsignedPayload = { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };
    const plain = await signed({ path: "/bucket/a%20b//c", headers: unsignedPayload }, signing);
    expect(await failureOf(plain, { rules: s3Rules })).to.equal(undefined);
    const presigned = await signed(
      { method: "GET", path: "/bucket/key", body: "", headers: unsignedPayload },
      { ...signing, expiresIn: 60 },
    );
    expect(presigned.query).to.include({ "x-amz-content-sha256": "UNSIGNED-PAYLOAD" });
    expect(await failureOf(presigned, { rules: s3Rules })).to.equal(undefined);
    expect(await failureOf({ ...presigned, path: "/bucket/other" }, { rules: s3Rules })).to.equal(
      "signature-mismatch",
    );
  });

  const refused: readonly [what: string, failure: string, change: (request: AwsRequest) => AwsRequest][] = [
    ["another body", "signature-mismatch", (request) => ({ ...request, body: Buffer.from("{ }") })],
    ["another path", "signature-mismatch", (request) => ({ ...request, path: "/other" })],
    ["another method", "signature-mismatch", (request) => ({ ...request, method: "PUT" })],
    ["another query", "signature-mismatch", (request) => ({ ...request, query: { a: "1" } })],
    ["another host", "signature-mismatch", (request) => withHeader(request, "host", "localhost")],
    ["another token", "invalid-token", (request) => withHeader(request, "x-amz-security-token", "other")],
    [
      "a date of another day",
      "signature-mismatch",
      (request) => withHeader(request, "x-amz-date", "20260305T050607Z"),
    ],
    ["a date that is none", "incomplete", (request) => withHeader(request, "x-amz-date", "now")],
    ["another algorithm", "incomplete", (request) => withHeader(request, "authorization", "Bearer x")],
    [
      "no signature",
      "missing",
      ({ headers: { authorization: _, ...headers }, ...request }) => ({ ...request, headers }),
    ],
  ];
  for (const [what, failure, change] of refused) {
    it(`refuses ${what}`, async () => {
      expect(await failureOf(change(await signed()))).to.equal(failure);
    });
  }

  it("refuses another secret, and a token that nobody issued", async () => {
    const request = await signed();
    expect(await failureOf(request, { as: { ...credentials, secretAccessKey: "other" } })).to.equal(
      "signature-mismatch",
    );
    const { sessionToken: _, ...longTerm } = credentials;
    expect(await failureOf(request, { as: longTerm })).to.equal("invalid-token");
  });

  const minute = 60_000;
  const times: readonly [what: string, age: number, rules: SignatureRules, failure: string | undefined][] = [
    ["5 minutes old", 5 * minute, standardSignatureRules, undefined],
    ["older than 5 minutes", 5 * minute + 1000, standardSignatureRules, "outside-time-window"],
    ["more than 5 minutes ahead", -5 * minute - 1000, standardSignatureRules, "outside-time-window"],
    ["15 minutes old, for S3", 15 * minute, s3Rules, undefined],
  ];
  for (const [what, age, rules, failure] of times) {
    it(`judges a date ${what}`, async () => {
      expect(await failureOf(await signed(), { rules, time: now + age })).to.equal(failure);
    });
  }

  it("keeps a presigned request good for as long as it says, and no longer", async () => {
    const request = await signed({ method: "GET", body: "" }, { expiresIn: 600 });
    expect(await failureOf(request, { time: now + 600_000 })).to.equal(undefined);
    expect(await failureOf(request, { time: now + 601_000 })).to.equal("outside-time-window");
    const longer = { ...request, query: { ...request.query, "X-Amz-Expires": "700" } };
    expect(await failureOf(longer, { time: now + 601_000 })).to.equal("signature-mismatch");
  });

  it("accepts every request as it was signed, and none with one byte of its body changed", async () => {
    const text = fc.string({ unit: "grapheme", maxLength: 20 });
    const requests = fc.record({
      path: fc.array(text.map(encodeURIComponent)).map((parts) => `/${parts.join("/")}`),
      query: fc.dictionary(
        text.filter((key) => key !== "__proto__"),
        fc.oneof(text, fc.array(text, { minLength: 1 })),
      ),
      body: fc.string({ minLength: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(requests, async (sent) => {
        const request = await signed(sent);
        expect(await failureOf(request)).to.equal(undefined);
        const body = Buffer.from(request.body);
        body.writeUInt8(body.readUInt8(0) ^ 1, 0);
        expect(await failureOf({ ...request, body })).to.equal("signature-mismatch");
      }),
      { numRuns: 60 },
    );
  });
});

function withHeader(request: AwsRequest, name: string, value: string): AwsRequest {
  return { ...request, headers: { ...request.headers, [name]: value } };
}
