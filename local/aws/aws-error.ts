/** An error with AWS's own code and words. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly code: string;
  readonly status: number;
  /** Headers that belong to the answer, `Retry-After` for example. */
  readonly headers: Readonly<Record<string, string>>;
  /** What a JSON body says beside code and message. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    status: number,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.headers = headers;
    this.members = members;
  }
}
