import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { AwsError } from "../aws-error.ts";

type Headers = Readonly<Record<string, string>>;

/** Something that sums up content bit by bit. */
interface Sum {
  update(chunk: Buffer): void;
  /** Base64. */
  digest(): string | Promise<string>;
}

const prefix = "x-amz-checksum-";

/** By header. https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
const algorithms: ReadonlyMap<string, () => Sum | Promise<Sum>> = new Map<string, () => Sum | Promise<Sum>>([
  ["content-md5", () => hashOf("md5")],
  [`${prefix}crc32`, crc32Sum],
  [`${prefix}crc32c`, async () => wrapped(new (await import("@aws-sdk/checksums/crc")).Crc32c())],
  [`${prefix}crc64nvme`, async () => wrapped(new (await import("@aws-sdk/checksums/crc")).Crc64Nvme())],
  [`${prefix}sha1`, () => hashOf("sha1")],
  [`${prefix}sha256`, () => hashOf("sha256")],
]);

function crc32Sum(): Sum {
  let value = 0;
  return {
    update: (chunk) => {
      value = crc32(chunk, value);
    },
    digest: () => Buffer.from(value.toString(16).padStart(8, "0"), "hex").toString("base64"),
  };
}

function hashOf(algorithm: string): Sum {
  const hash = createHash(algorithm);
  return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest("base64") };
}

function wrapped(sum: { update(chunk: Uint8Array): void; digest(): Promise<Uint8Array> }): Sum {
  return {
    update: (chunk) => sum.update(chunk),
    digest: async () => Buffer.from(await sum.digest()).toString("base64"),
  };
}

/** The checksums that a client sends with its content, before it or after it. */
export class Checksums {
  readonly #sums: ReadonlyMap<string, Sum>;
  readonly #headers: Headers;

  private constructor(sums: ReadonlyMap<string, Sum>, headers: Headers) {
    this.#sums = sums;
    this.#headers = headers;
  }

  /** @param headers those before the content; `x-amz-trailer` names what comes after it */
  static async of(headers: Headers): Promise<Checksums> {
    const sums = new Map<string, Sum>();
    const trailers = (headers["x-amz-trailer"] ?? "").split(",").map((name) => name.trim().toLowerCase());
    for (const name of [...Object.keys(headers), ...trailers]) {
      const algorithm = algorithms.get(name);
      if (algorithm) sums.set(name, await algorithm());
    }
    return new Checksums(sums, headers);
  }

  /** Passes the content on unchanged. */
  async *watch(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of content) {
      for (const sum of this.#sums.values()) sum.update(chunk);
      yield chunk;
    }
  }

  /** Content that is there already. @throws AwsError BadDigest */
  async verifyAll(content: Buffer): Promise<void> {
    for (const sum of this.#sums.values()) sum.update(content);
    await this.verify();
  }

  /**
   * Compares once all content has passed.
   * @returns the checksum headers to keep with the object
   * @throws AwsError BadDigest
   */
  async verify(trailers: ReadonlyMap<string, string> = new Map()): Promise<Headers> {
    const kept: Record<string, string> = {};
    for (const [name, sum] of this.#sums) {
      const value = await sum.digest();
      if ((trailers.get(name) ?? this.#headers[name]) !== value) throw badDigest(name);
      if (name !== "content-md5") kept[name] = value;
    }
    return kept;
  }
}

function badDigest(header: string): AwsError {
  const name = header === "content-md5" ? "Content-MD5" : header.slice(prefix.length).toUpperCase();
  const verb = header === "content-md5" ? "what we received" : "the calculated checksum";
  return new AwsError("BadDigest", 400, `The ${name} you specified did not match ${verb}.`);
}
