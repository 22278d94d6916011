import { createHash, createHmac, createSecretKey, type KeyObject } from "node:crypto";
import type { Checksum, SourceData } from "@smithy/types";

/** Of the signing keys, which the library keeps and gives again: to make one takes longer than to sign with it. */
const keys = new WeakMap<Exclude<SourceData, string>, KeyObject>();

/** SigV4's hash, or HMAC where there is a secret, as the library takes it: as its own, in a third of the time. */
export class Sha256 implements Checksum {
  readonly #secret: SourceData | undefined;
  #hash: ReturnType<typeof made>;

  constructor(secret?: SourceData) {
    this.#secret = secret;
    this.#hash = made(secret);
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = made(this.#secret);
  }
}

function made(secret: SourceData | undefined) {
  if (secret === undefined) return createHash("sha256");
  return createHmac("sha256", typeof secret === "string" ? secret : keyOf(secret));
}

function keyOf(secret: Exclude<SourceData, string>): KeyObject {
  const known = keys.get(secret);
  if (known) return known;
  const bytes = ArrayBuffer.isView(secret)
    ? Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
    : Buffer.from(secret);
  const key = createSecretKey(bytes);
  keys.set(secret, key);
  return key;
}
