import { hash, timingSafeEqual } from "node:crypto";
import { Hash } from "@smithy/hash-node";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { AuthenticationError, invalidToken, signatureMismatch } from "./authentication-error.ts";
import type { Credentials } from "./credentials.ts";
import type { AwsRequest } from "./http-message.ts";
import type { SignatureRules } from "./service.ts";
import type { SignatureParameters } from "./signature-parameters.ts";

const contentHash = "x-amz-content-sha256";
const unsignedPayload = "UNSIGNED-PAYLOAD";

class Sha256 extends Hash {
  constructor(secret?: ConstructorParameters<typeof Hash>[1]) {
    super("sha256", secret);
  }
}

/**
 * Verifies Signature Version 4: signs the request again with the secret that we know, and compares.
 * The signing keys of a date, region and service are cached by the library.
 */
export class SignatureVerifier {
  readonly #now: () => number;
  readonly #signers = new Map<string, SignatureV4>();

  /** @param now milliseconds since the epoch */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** @throws AuthenticationError */
  async verify(
    request: AwsRequest,
    parameters: SignatureParameters,
    credentials: Credentials,
    rules: SignatureRules,
  ): Promise<void> {
    if (!equal(parameters.sessionToken ?? "", credentials.sessionToken ?? "")) throw invalidToken();
    const signingDate = this.#checkTime(parameters, rules);
    const payloadHash = checkPayload(request, parameters, rules);
    const expected = await this.#sign(request, parameters, credentials, rules, signingDate, payloadHash);
    if (!equal(expected, parameters.signature)) throw signatureMismatch();
  }

  #checkTime({ date, scopeDate, expiresIn }: SignatureParameters, rules: SignatureRules): Date {
    const signed = Date.parse(
      date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
    );
    if (Number.isNaN(signed)) {
      throw new AuthenticationError("incomplete", `Date must be in ISO-8601 'basic format'. Got '${date}'.`);
    }
    if (!date.startsWith(scopeDate)) throw signatureMismatch();
    const now = this.#now();
    const validFor = expiresIn === undefined ? rules.clockSkewMs : expiresIn * 1000;
    if (now - signed > validFor) {
      throw outsideWindow(
        `Signature expired: ${date} is now earlier than ${basicFormat(now - validFor)}`,
        now,
      );
    }
    if (signed - now > rules.clockSkewMs) {
      const limit = basicFormat(now + rules.clockSkewMs);
      throw outsideWindow(`Signature not yet current: ${date} is still later than ${limit}`, now);
    }
    return new Date(signed);
  }

  async #sign(
    request: AwsRequest,
    parameters: SignatureParameters,
    credentials: Credentials,
    rules: SignatureRules,
    signingDate: Date,
    payloadHash: string,
  ): Promise<string> {
    const signer = this.#signerOf(credentials, rules);
    const signedHeaders = new Set(parameters.signedHeaders);
    const options = {
      signingDate,
      signingRegion: parameters.region,
      signingService: parameters.service,
      signableHeaders: signedHeaders,
      // The payload's hash is told to the library by this header, which is not always a signed one.
      unsignableHeaders: new Set([contentHash]),
    };
    const unsigned = new HttpRequest({
      method: request.method,
      path: request.path,
      query: withoutSignature(request.query, parameters.form),
      headers: { ...headersOf(request, signedHeaders), [contentHash]: payloadHash },
    });
    if (parameters.form === "header") {
      const { headers } = await signer.sign(unsigned, options);
      return afterLast(headers.authorization ?? "", "Signature=");
    }
    const { query } = await signer.presign(unsigned, {
      ...options,
      expiresIn: parameters.expiresIn ?? 0,
      unhoistableHeaders: new Set([...signedHeaders, contentHash]),
    });
    return String(query?.["X-Amz-Signature"]);
  }

  #signerOf({ accessKeyId, secretAccessKey }: Credentials, { uriEscapePath }: SignatureRules): SignatureV4 {
    const name = `${accessKeyId} ${uriEscapePath}`;
    const known = this.#signers.get(name);
    if (known) return known;
    const signer = new SignatureV4({
      // Without the session token: where a client signs it, it is among the signed headers or query parameters.
      credentials: { accessKeyId, secretAccessKey },
      // Both are overridden by each call.
      region: "",
      service: "",
      sha256: Sha256,
      uriEscapePath,
      applyChecksum: false,
    });
    this.#signers.set(name, signer);
    return signer;
  }
}

/** @returns the hash that the signature covers. @throws AuthenticationError when the body is not what was signed. */
function checkPayload(request: AwsRequest, { form }: SignatureParameters, rules: SignatureRules): string {
  const declared = request.headers[contentHash];
  if (rules.unsignedPayload && (form === "query" || declared === unsignedPayload)) return unsignedPayload;
  const actual = hash("sha256", request.body, "hex");
  if (declared !== undefined && declared !== actual) throw signatureMismatch();
  return actual;
}

function headersOf(request: AwsRequest, signedHeaders: ReadonlySet<string>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of signedHeaders) {
    const value = request.headers[name];
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}

function withoutSignature(
  query: AwsRequest["query"],
  form: SignatureParameters["form"],
): Record<string, string | string[]> {
  if (form === "header") return { ...query };
  const { "X-Amz-Signature": _, ...rest } = query;
  return rest;
}

/** Compares in a time that depends on nothing but the length. */
function equal(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}

function afterLast(text: string, mark: string): string {
  return text.slice(text.lastIndexOf(mark) + mark.length);
}

function outsideWindow(message: string, now: number): AuthenticationError {
  return new AuthenticationError("outside-time-window", `${message} (${basicFormat(now)}).`);
}

/** `YYYYMMDDTHHMMSSZ` */
function basicFormat(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, "");
}
