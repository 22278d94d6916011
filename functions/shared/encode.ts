import { isTextBody } from "../../payload/text-body.ts";
import type { FunctionAnswer } from "./event.ts";
import type { ErrorAnswer } from "./problem.ts";

/** Makes the payload 2.0 answer: a body is JSON, the bytes of a file, or none. */
export function encode({ status, body, headers }: ErrorAnswer): FunctionAnswer {
  if (body === undefined) return { statusCode: status, ...(headers && { headers }) };
  if (body instanceof Uint8Array)
    return { statusCode: status, headers: { ...headers }, ...encodeBytes(body, headers) };
  return {
    statusCode: status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

/** As text where the type says text and the bytes are UTF-8, unless its escapes make it longer than base64. */
function encodeBytes(
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Pick<FunctionAnswer, "body" | "isBase64Encoded"> {
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  if (isTextBody(headers["content-type"], headers["content-encoding"])) {
    const text = decoded(bytes);
    if (text !== undefined && Buffer.byteLength(JSON.stringify(text)) <= base64.length + 2)
      return { body: text, isBase64Encoded: false };
  }
  return { body: base64, isBase64Encoded: true };
}

/** @returns undefined for bytes that are no UTF-8 */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
