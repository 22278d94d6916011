import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpResponse } from "./response.ts";

/** How long a client that sends more than it may can go on sending before its connection is cut, in milliseconds. */
const LINGER_MS = 2_000;

/** Sends a whole answer. Does nothing when the client has gone. */
export function writeResponse(response: ServerResponse, answer: HttpResponse): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(answer.statusCode, [...flatHeaders(answer)]);
  response.end(answer.body);
}

/**
 * Answers a request whose body is not read to its end, and then closes the connection. What the client still sends is
 * dropped for a short while first: closing a socket with unread bytes would destroy the answer on its way.
 */
export function refuseBody(request: IncomingMessage, response: ServerResponse, answer: HttpResponse): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(answer.statusCode, [...flatHeaders(answer), "connection", "close"]);
  response.write(answer.body);
  const finish = () => {
    clearTimeout(cut);
    response.end();
  };
  const cut = setTimeout(finish, LINGER_MS);
  request.once("end", finish).once("close", finish).resume();
}

function flatHeaders({ statusCode, headers, body }: HttpResponse): string[] {
  const flat = headers.flat();
  // https://www.rfc-editor.org/rfc/rfc9110#section-8.6: neither of the two has a body, so neither has a length.
  if (statusCode !== 204 && statusCode !== 304) flat.push("content-length", String(body.length));
  return flat;
}
