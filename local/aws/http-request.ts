import type { IncomingMessage } from "node:http";
import { AwsError } from "./aws-error.ts";

/** What of a request is known before its body is read. */
export interface RequestHead {
  readonly method: string;
  /** Percent-encoded, without the query string. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  /** Lower-case names; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
}

export function readHead(incoming: IncomingMessage): RequestHead {
  const { method = "GET", url = "/" } = incoming;
  const mark = url.indexOf("?");
  return {
    method,
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? {} : readQuery(url.slice(mark + 1)),
    headers: readHeaders(incoming.rawHeaders),
  };
}

/** Not `incoming.headers`: it drops repeated headers of some names, and joins others by a comma and a space. */
function readHeaders(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = String(raw[index]).toLowerCase();
    const value = String(raw[index + 1]);
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : `${earlier},${value}`;
  }
  return headers;
}

function readQuery(text: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const earlier = query[name];
    query[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return query;
}

/** @throws AwsError 413 when the body is longer than `maxBytes`; the rest of it is not read. */
export async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(incoming.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) {
        incoming.pause();
        reject(tooLarge(maxBytes));
      } else {
        chunks.push(chunk);
      }
    });
    incoming.once("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    incoming.once("error", () => reject(new ClientGone()));
  });
}

/** The client went away before its request was complete: there is nobody to answer. */
export class ClientGone extends Error {
  override readonly name = "ClientGone";
}

function tooLarge(maxBytes: number): AwsError {
  // The connection can't be used again: the rest of the body is still on it.
  const headers = { connection: "close" };
  return new AwsError(
    "RequestEntityTooLarge",
    413,
    `Request body is larger than ${maxBytes} bytes.`,
    headers,
  );
}
