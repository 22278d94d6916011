import { hash, timingSafeEqual } from "node:crypto";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { AuthenticationError, invalidToken, signatureMismatch } from "./authentication-error.ts";
import type { Credentials } from "./credentials.ts";
import type { RequestHead } from "./http-request.ts";
import type { ChunkSigner } from "./payload/signed-chunks.ts";
import type { SignatureRules } from "./service.ts";
import { Sha256 } from "./sha256.ts";
import type { SignatureParameters } from "./signature-parameters.ts";

const contentHash = "x-amz-content-sha256";
export const unsignedPayload = "UNSIGNED-PAYLOAD";

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

  /**
   * @param request its body undefined when it is still to come: the signature covers what its headers say of it
   * @throws AuthenticationError
   */
  async verify(
    request: RequestHead & { readonly body: Buffer | undefined },
    parameters: SignatureParameters,
    credentials: Credentials,
    rules: SignatureRules,
  ): Promise<void> {
    if (!equal(parameters.sessionToken ?? "", credentials.sessionToken ?? "")) throw invalidToken();
    const signingDate = this.#checkTime(parameters, rules);
    if (rules.signedAmzHeaders) checkAmzHeaders(request, parameters);
    const payloadHash =
      request.body === undefined
        ? declaredHash(request, parameters)
        : checkPayload(request, request.body, parameters, rules);
    const expected = await this.#sign(request, parameters, credentials, rules, signingDate, payloadHash);
    if (!equal(expected, parameters.signature)) throw signatureMismatch();
  }

  #checkTime({ date, scopeDate, expiresIn }: SignatureParameters, rules: SignatureRules): Date {
    const signed = timeOf(date).getTime();
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
        expiresIn !== undefined,
      );
    }
    if (signed - now > rules.clockSkewMs) {
      const limit = basicFormat(now + rules.clockSkewMs);
      throw outsideWindow(`Signature not yet current: ${date} is still later than ${limit}`, now);
    }
    return new Date(signed);
  }

  /** Signs what follows a request whose signature holds. */
  chunkSigner(
    { region, service, date }: SignatureParameters,
    credentials: Credentials,
    rules: SignatureRules,
  ): ChunkSigner {
    const signer = this.#signerOf(credentials, rules);
    const options = { signingRegion: region, signingService: service, signingDate: timeOf(date) };
    return {
      chunk: (priorSignature, payload) =>
        signer.sign({ headers: new Uint8Array(), payload }, { ...options, priorSignature }),
      trailer: (priorSignature, trailer) => {
        const scope = `${date.slice(0, 8)}/${region}/${service}/aws4_request`;
        const digest = hash("sha256", trailer, "hex");
        const toSign = ["AWS4-HMAC-SHA256-TRAILER", date, scope, priorSignature, digest].join("\n");
        return signer.sign(toSign, options);
      },
    };
  }

  async #sign(
    request: RequestHead,
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
function checkPayload(
  request: RequestHead,
  body: Buffer,
  { form }: SignatureParameters,
  rules: SignatureRules,
): string {
  const declared = request.headers[contentHash];
  if (rules.unsignedPayload && (form === "query" || declared === unsignedPayload)) return unsignedPayload;
  const actual = hash("sha256", body, "hex");
  if (declared !== undefined && declared !== actual) throw signatureMismatch();
  return actual;
}

/** A header that nobody signed could change what a presigned URL does. @throws AuthenticationError */
function checkAmzHeaders({ headers }: RequestHead, { signedHeaders, form }: SignatureParameters): void {
  const unsigned = Object.keys(headers).filter(
    (name) => name.startsWith("x-amz-") && name !== contentHash && !signedHeaders.includes(name),
  );
  if (unsigned.length === 0) return;
  const message = `There were headers present in the request which were not signed: ${unsigned.join(", ")}`;
  throw new AuthenticationError("headers-not-signed", message, form === "query");
}

/** What the signature covers in place of a body that is still to come. @throws AuthenticationError */
function declaredHash({ headers }: RequestHead, { form }: SignatureParameters): string {
  if (form === "query") return unsignedPayload;
  const declared = headers[contentHash];
  if (declared !== undefined) return declared;
  throw new AuthenticationError("incomplete", `Missing required header for this request: ${contentHash}`);
}

function headersOf(request: RequestHead, signedHeaders: ReadonlySet<string>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of signedHeaders) {
    const value = request.headers[name];
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}

function withoutSignature(
  query: RequestHead["query"],
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

function outsideWindow(message: string, now: number, presigned = false): AuthenticationError {
  return new AuthenticationError("outside-time-window", `${message} (${basicFormat(now)}).`, presigned);
}

/** The time of a `YYYYMMDDTHHMMSSZ`; an invalid one for anything else. */
function timeOf(date: string): Date {
  return new Date(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

/** `YYYYMMDDTHHMMSSZ` */
function basicFormat(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, "");
}
