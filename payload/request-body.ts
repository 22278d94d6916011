import type { IncomingMessage } from "node:http";

/** The body is longer than the limit. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/** The client went away, or broke HTTP, before its body was complete. */
export class BodyIncomplete extends Error {
  override readonly name = "BodyIncomplete";
}

/**
 * Reads a whole request body.
 *
 * @param limit in bytes. Reading stops as soon as it is passed, before the first byte when Content-Length says so; the
 *   request is then left paused.
 * @throws {@link BodyTooLarge}, {@link BodyIncomplete}
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const refuse = () => {
      request.off("data", onData).pause();
      reject(new BodyTooLarge());
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) refuse();
      else chunks.push(chunk);
    };
    if (Number(request.headers["content-length"] ?? 0) > limit) return refuse();
    request.on("data", onData);
    request.once("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.once("error", () => reject(new BodyIncomplete()));
    request.once("close", () => reject(new BodyIncomplete()));
  });
}
