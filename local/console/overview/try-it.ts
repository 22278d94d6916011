import * as v from "valibot";
import { ConsoleError } from "../http/console-error.ts";

/** A request that a person wrote in the console. */
export const TryRequest = v.object({
  api: v.string(),
  method: v.picklist(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]),
  /** With the query string. */
  path: v.pipe(v.string(), v.startsWith("/")),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  body: v.optional(v.string()),
});

/** What came back. */
export interface TryAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  /** As text; binary is told by its size alone. */
  readonly body: string;
  readonly milliseconds: number;
}

const TIMEOUT_MS = 35_000;
const MAX_SHOWN = 200_000;

/**
 * Sends a request to an API of the local cloud, and nowhere else: the path can't leave its origin.
 * @throws ConsoleError when there is no such API or it does not answer
 */
export async function tryRequest(
  { api, method, path, headers, body }: v.InferOutput<typeof TryRequest>,
  apis: Readonly<Record<string, string>>,
): Promise<TryAnswer> {
  const base = Object.hasOwn(apis, api) ? apis[api] : undefined;
  if (base === undefined) throw new ConsoleError(404, `There is no API "${api}".`);
  const started = performance.now();
  try {
    const response = await fetch(`${base}${path}`, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && method !== "GET" && method !== "HEAD" && { body }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return {
      status: response.status,
      headers: [...response.headers],
      body: shown(bytes, response.headers.get("content-type") ?? ""),
      milliseconds: performance.now() - started,
    };
  } catch (error) {
    const cause = error instanceof Error ? (error.cause instanceof Error ? error.cause : error) : undefined;
    throw new ConsoleError(502, `The API did not answer: ${cause?.message ?? String(error)}.`);
  }
}

function shown(bytes: Buffer, contentType: string): string {
  if (!/^(?:text\/|application\/(?:.*\+)?(?:json|xml)|$)/.test(contentType))
    return `${bytes.length} bytes of ${contentType}`;
  const text = bytes.toString();
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
