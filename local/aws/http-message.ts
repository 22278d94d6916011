import type { Readable } from "node:stream";

/** One HTTP request to the AWS endpoint. */
export interface AwsRequest {
  readonly method: string;
  /** As it was sent: percent-encoded, without the query string. */
  readonly path: string;
  /** Decoded. A repeated parameter is an array. */
  readonly query: Readonly<Record<string, string | string[]>>;
  /** Lower-case names. Repeated headers are joined by a comma, as a signature sees them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty when the service takes it as a stream. */
  readonly body: Buffer;
  readonly payload?: Payload;
  /** The region that the request is signed for. */
  readonly region: string;
  readonly requestId: string;
}

/** The body of a request that a service reads while it arrives. */
export interface Payload {
  /** What the client stores, without any framing. Fails with an AwsError when it is not what was signed. */
  readonly content: Readable;
  /** Headers that came after the content. Complete once it has ended. */
  readonly trailers: ReadonlyMap<string, string>;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A stream goes out as it comes; its length, where it is known, is among the headers. */
  readonly body: Buffer | string | Readable;
  /** AWS's error code and message when this is an error, for whoever watches the calls. */
  readonly error?: { readonly code: string; readonly message: string };
}
