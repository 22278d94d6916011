import { causeOf, marksOf, type Subsegment, seconds } from "./trace-segment.ts";
import { isTraced, record } from "./tracing.ts";

/** What all clients of AWS have, whatever their service. */
interface Client {
  readonly middlewareStack: {
    add(middleware: unknown, options: { step: "initialize"; name: string; priority: "high" }): void;
  };
}

interface CallContext {
  readonly clientName?: string;
  readonly commandName?: string;
}

interface CallMetadata {
  readonly httpStatusCode?: number;
  readonly requestId?: string;
  readonly attempts?: number;
}

interface CallResult {
  readonly output: { readonly $metadata?: CallMetadata; readonly presigned?: boolean };
}

interface FailedCall extends Error {
  readonly $metadata?: CallMetadata;
  readonly $retryable?: { readonly throttling?: boolean };
}

type Call = { readonly input: Readonly<Record<string, unknown>> };
type Next = (call: Call) => Promise<CallResult>;

/**
 * Throttles that are answered with 400.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
const THROTTLES: ReadonlySet<string> = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
]);

/** Has every call of a client, with its retries, be a subsegment of the invocation's trace. @returns the client */
export function traced<C extends Client>(client: C): C {
  const middleware = (next: Next, context: CallContext) => (call: Call) =>
    isTraced() ? recorded(next, context, call) : next(call);
  client.middlewareStack.add(middleware, { step: "initialize", name: "trace", priority: "high" });
  return client;
}

async function recorded(next: Next, context: CallContext, call: Call): Promise<CallResult> {
  const start_time = seconds();
  try {
    const result = await next(call);
    // A URL that is signed for somebody else is no call.
    if (result.output.presigned !== true) {
      record({ start_time, ...describe(context, call, result.output.$metadata) });
    }
    return result;
  } catch (error) {
    record({ start_time, ...describe(context, call, metadataOf(error)), ...failure(error as FailedCall) });
    throw error;
  }
}

function metadataOf(error: unknown): CallMetadata | undefined {
  return (error as FailedCall).$metadata;
}

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html#api-segmentdocuments-aws */
function describe(
  { clientName = "AWS", commandName = "" }: CallContext,
  { input }: Call,
  { httpStatusCode, requestId, attempts = 1 }: CallMetadata = {},
): Omit<Subsegment, "id" | "start_time" | "end_time"> {
  return {
    name: clientName.replace(/Client$/, ""),
    namespace: "aws",
    ...(httpStatusCode !== undefined && { http: { response: { status: httpStatusCode } } }),
    aws: {
      operation: commandName.replace(/Command$/, ""),
      region: process.env.AWS_REGION ?? "",
      retries: attempts - 1,
      ...(requestId !== undefined && { request_id: requestId }),
      ...(typeof input.TableName === "string" && { table_name: input.TableName }),
      ...(typeof input.Bucket === "string" && { bucket_name: input.Bucket }),
    },
  };
}

function failure(error: FailedCall): Pick<Subsegment, "error" | "throttle" | "fault" | "cause"> {
  // Without an answer the fault is the service's, as for its caller.
  const status = error.$metadata?.httpStatusCode ?? 500;
  const isThrottle = status === 429 || error.$retryable?.throttling === true || THROTTLES.has(error.name);
  return { ...marksOf(status, isThrottle), ...causeOf(error) };
}
