import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { AwsResponse } from "./http-message.ts";

/** Resolves too where the client leaves before the end of its answer. @throws what the body's stream fails with */
export async function writeResponse(
  response: ServerResponse,
  { status, headers, body }: AwsResponse,
  requestId: string,
): Promise<void> {
  const ourHeaders = { ...headers, "x-amzn-requestid": requestId };
  if (body instanceof Readable) {
    response.writeHead(status, ourHeaders);
    await stream(body, response);
    return;
  }
  response.writeHead(status, { ...ourHeaders, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

/**
 * Both ends are connections, whose errors have the same codes: whose it is tells which of the two ended first, since the
 * pipeline then ends the other one.
 */
async function stream(body: Readable, response: ServerResponse): Promise<void> {
  let clientLeft = response.destroyed;
  const onEnd = () => {
    clientLeft ||= body.errored === null;
  };
  response.once("close", onEnd).once("error", onEnd);
  try {
    await pipeline(body, response);
  } catch (error) {
    if (!clientLeft) throw error;
  }
}
