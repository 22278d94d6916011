import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { AwsError } from "../aws-error.ts";
import type { Payload } from "../http-message.ts";
import { ClientGone, type RequestHead } from "../http-request.ts";
import { unsignedPayload } from "../signature.ts";
import { incompleteBody } from "./byte-reader.ts";
import { type ChunkSigner, decodeChunks } from "./signed-chunks.ts";

/**
 * Opens a body that is read while it arrives, and checked as the header `x-amz-content-sha256` says.
 * @param seedSignature the request's own
 */
export function openPayload(
  incoming: IncomingMessage,
  { headers }: RequestHead,
  seedSignature = "",
  signer?: ChunkSigner,
): Payload {
  const trailers = new Map<string, string>();
  const declared = headers["x-amz-content-sha256"] ?? unsignedPayload;
  const bytes = bytesOf(incoming);
  const content = declared.startsWith("STREAMING-")
    ? ofLength(
        decodeChunks(bytes, trailers, seedSignature, declared.includes("-HMAC-") ? signer : undefined),
        Number(headers["x-amz-decoded-content-length"]),
      )
    : withHash(bytes, declared);
  return { content: Readable.from(content, { objectMode: false }), trailers };
}

/** Gives up on an error without closing the connection, so that the answer can still be sent on it. */
async function* bytesOf(incoming: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    yield* incoming.iterator({ destroyOnReturn: false });
  } catch {
    throw new ClientGone();
  } finally {
    incoming.resume();
  }
}

async function* withHash(bytes: AsyncIterable<Buffer>, declared: string): AsyncGenerator<Buffer> {
  if (declared === unsignedPayload) return yield* bytes;
  const hash = createHash("sha256");
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest("hex") === declared) return;
  const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
  throw new AwsError("XAmzContentSHA256Mismatch", 400, message);
}

async function* ofLength(content: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  let seen = 0;
  for await (const chunk of content) {
    seen += chunk.length;
    yield chunk;
  }
  if (seen !== length) throw incompleteBody();
}
