import type { IncomingMessage } from "node:http";
import { ConsoleError } from "./console-error.ts";

/** As much as an API of AWS takes. */
const MAX_BYTES = 10_000_000;

/** @throws ConsoleError for a body that is too large, or no JSON */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to its end all the same: a connection that is cut tells the client nothing.
    if (size <= MAX_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BYTES) {
    throw new ConsoleError(413, `A request to the console has ${MAX_BYTES} bytes at most.`);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString() || "null");
  } catch {
    throw new ConsoleError(400, "The request's body must be JSON.");
  }
}
