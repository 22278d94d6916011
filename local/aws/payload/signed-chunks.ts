import { signatureMismatch } from "../authentication-error.ts";
import type { AwsError } from "../aws-error.ts";
import { restXml } from "../protocols/rest-xml.ts";
import { ByteReader, incompleteBody } from "./byte-reader.ts";

/**
 * The signatures of chunks, each of which covers the one before it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export interface ChunkSigner {
  chunk(priorSignature: string, data: Buffer): Promise<string>;
  /** @param trailer the trailing headers, each with its line feed */
  trailer(priorSignature: string, trailer: string): Promise<string>;
}

/** A signed chunk is held until its signature has been verified. Clients send 64 KB to 1 MB. */
const maxSignedChunkBytes = 16 * 1024 * 1024;
const maxLineBytes = 4096;

/**
 * The content of an `aws-chunked` body, `SIZE[;chunk-signature=…]` before each chunk, and headers after the last one.
 * @param trailers takes those headers
 * @param signer absent when the chunks are not signed
 * @throws AwsError when it isn't well formed or isn't what was signed
 */
export async function* decodeChunks(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
  seedSignature: string,
  signer: ChunkSigner | undefined,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  let signature = seedSignature;
  for (;;) {
    const { size, declared } = chunkHead(await reader.line(maxLineBytes));
    if (signer) {
      if (size > maxSignedChunkBytes) throw incompleteBody();
      const data = await reader.block(size);
      signature = verified(await signer.chunk(signature, data), declared);
      if (size > 0) yield data;
    } else {
      yield* reader.pieces(size);
    }
    if (size === 0) break;
    if ((await reader.line(maxLineBytes)) !== "") throw incompleteBody();
  }
  await readTrailers(reader, trailers, signature, signer);
}

function chunkHead(line: string): { size: number; declared: string | undefined } {
  const [, digits, declared] = /^([0-9a-f]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line) ?? [];
  if (digits === undefined) throw incompleteBody();
  return { size: Number.parseInt(digits, 16), declared };
}

async function readTrailers(
  reader: ByteReader,
  trailers: Map<string, string>,
  signature: string,
  signer: ChunkSigner | undefined,
): Promise<void> {
  let covered = "";
  for (;;) {
    const line = await reader.line(maxLineBytes);
    if (line === "") break;
    const [name = "", ...value] = line.split(":");
    if (name === "x-amz-trailer-signature") {
      if (signer) verified(await signer.trailer(signature, covered), value.join(":"));
      covered = "";
    } else {
      covered += `${line}\n`;
      trailers.set(name.toLowerCase(), value.join(":").trim());
    }
  }
  if (signer && covered !== "") throw mismatch();
}

function verified(expected: string, declared: string | undefined): string {
  if (expected !== declared) throw mismatch();
  return expected;
}

function mismatch(): AwsError {
  return restXml.authenticationError(signatureMismatch());
}
