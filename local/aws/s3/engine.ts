import type { Readable } from "node:stream";

/** One request to the engine: path style, unsigned, for what the caller has been allowed. */
export interface EngineRequest {
  readonly method: string;
  /** `/bucket/key?query`, percent-encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string | Readable;
  /**
   * Awaited when the body has been sent and before the request ends. What it gives counts as more headers.
   * When it fails, the engine keeps nothing of the request.
   */
  beforeEnd?(): Promise<Readonly<Record<string, string>>>;
}

export interface EngineResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** To be read to its end, or destroyed. */
  readonly body: Readable;
}

/** A server that keeps buckets and objects, and speaks S3's REST protocol. It checks no signature and no policy. */
export interface S3Engine {
  /** Starts it where it does not run. @throws LocalError when it can't be started, EngineUnreachable when it died */
  send(request: EngineRequest): Promise<EngineResponse>;
  /** Ends it. What it has acknowledged is on disk. */
  stop(): Promise<void>;
}

/** The connection to the engine broke: nobody knows whether the call was carried out. */
export class EngineUnreachable extends Error {
  override readonly name = "EngineUnreachable";
}
