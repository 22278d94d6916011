/** What asks for an invocation on behalf of whom, as a resource-based policy sees it. */
export interface InvocationCaller {
  /** `apigateway.amazonaws.com` for a route's integration, `function-url` for a Function URL with auth NONE. */
  readonly service: "apigateway.amazonaws.com" | "function-url";
  /** ARN of the caller's route, for example `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/POST/message`. */
  readonly sourceArn?: string;
  /** Of an API: the route that was matched. */
  readonly routeKey?: string;
}

export interface Invocation {
  /** Name, ARN, partial ARN, or ARN with a qualifier, as Lambda's API takes it. */
  readonly functionName: string;
  /** Alias or version; `$LATEST` when absent. */
  readonly qualifier?: string;
  readonly payload: Buffer;
  /** `RequestResponse` (default) waits; `Event` answers when the event is accepted, and retries on failure. */
  readonly invocationType?: "RequestResponse" | "Event";
  /** Base64 client context of the mobile SDKs. */
  readonly clientContext?: string;
  /** An incoming `X-Amzn-Trace-Id`; a new one is made when absent. */
  readonly traceHeader?: string;
  /** Set when a service calls: the function's resource-based policy must allow it. Absent: the endpoint has decided. */
  readonly caller?: InvocationCaller;
}

export interface InvocationResult {
  readonly requestId: string;
  /** The version that ran. */
  readonly executedVersion: string;
  /** Set when the function failed; the payload then is Lambda's error object. */
  readonly functionError?: "Unhandled";
  readonly payload: Buffer;
  /** The last 4 KB of the invocation's log, as `LogType: Tail` returns it, not encoded. */
  readonly logTail: string;
}

/** Runs a function. @throws InvocationRefused when Lambda itself refuses, before any code runs. */
export type Invoke = (invocation: Invocation) => Promise<InvocationResult>;

/** Lambda's own refusals. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
export type InvocationRefusal =
  | "AccessDeniedException"
  | "RequestTooLargeException"
  | "ResourceNotFoundException"
  | "TooManyRequestsException"
  | "InvalidRequestContentException";

export class InvocationRefused extends Error {
  override readonly name = "InvocationRefused";
  readonly code: InvocationRefusal;

  constructor(code: InvocationRefusal, message: string) {
    super(message);
    this.code = code;
  }
}
