/** One HTTP request to the AWS endpoint, read in full. */
export interface AwsRequest {
  readonly method: string;
  /** As it was sent: percent-encoded, without the query string. */
  readonly path: string;
  /** Decoded. A repeated parameter is an array. */
  readonly query: Readonly<Record<string, string | string[]>>;
  /** Lower-case names. Repeated headers are joined by a comma, as a signature sees them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The region that the request is signed for. */
  readonly region: string;
  readonly requestId: string;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
  /** AWS's error code and message when this is an error, for whoever watches the calls. */
  readonly error?: { readonly code: string; readonly message: string };
}
