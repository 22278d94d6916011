import { type Invocation, InvocationRefused } from "./invocation.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxPayloadBytes = { RequestResponse: 6 * 1024 * 1024, Event: 1024 * 1024 } as const;

/**
 * What Lambda checks of a request before it runs anything. A service's event is JSON by construction and is not read
 * again.
 * @throws InvocationRefused.
 */
export function checkRequest({ payload, invocationType = "RequestResponse", caller }: Invocation): void {
  const limit = maxPayloadBytes[invocationType];
  if (payload.length > limit) {
    const message = `Request must be smaller than ${limit} bytes for the InvokeFunction operation`;
    throw new InvocationRefused("RequestTooLargeException", message);
  }
  if (caller || payload.length === 0) return;
  const problem = jsonProblem(payload.toString());
  if (problem === undefined) return;
  throw new InvocationRefused(
    "InvalidRequestContentException",
    `Could not parse request body into json: ${problem}`,
  );
}

/**
 * The client context as the function gets it: JSON.
 * @throws InvocationRefused when it is not JSON in base64.
 */
export function clientContextOf({ clientContext }: Invocation): string | undefined {
  if (clientContext === undefined) return undefined;
  const text = Buffer.from(clientContext, "base64").toString();
  // Headers carry ASCII only, and JSON can say everything in it.
  if (jsonProblem(text) === undefined)
    return JSON.stringify(JSON.parse(text)).replace(/[^\x20-\x7e]/g, escaped);
  throw new InvocationRefused(
    "InvalidRequestContentException",
    "Client context must be a valid Base64-encoded JSON object.",
  );
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
