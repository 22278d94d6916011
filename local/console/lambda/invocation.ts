import * as v from "valibot";
import { InvocationRefused, type Invoke } from "../../lambda/invocation.ts";
import { ConsoleError } from "../http/console-error.ts";

export const InvokeRequest = v.object({
  payload: v.string(),
  type: v.optional(v.picklist(["RequestResponse", "Event"]), "RequestResponse"),
});

/** What an invocation came to. */
export interface InvokeAnswer {
  readonly requestId: string;
  readonly failed: boolean;
  /** JSON; empty for an event that is run later. */
  readonly payload: string;
  readonly log: string;
  readonly milliseconds: number;
}

/** Invokes a function as the account's operator. @throws ConsoleError when Lambda refuses, or there is no JSON */
export async function invokeFunction(
  functionName: string,
  { payload, type }: v.InferOutput<typeof InvokeRequest>,
  invoke: Invoke,
): Promise<InvokeAnswer> {
  const started = performance.now();
  try {
    const result = await invoke({ functionName, payload: Buffer.from(payload), invocationType: type });
    return {
      requestId: result.requestId,
      failed: result.functionError !== undefined,
      payload: result.payload.toString(),
      log: result.logTail,
      milliseconds: performance.now() - started,
    };
  } catch (error) {
    if (error instanceof InvocationRefused) throw new ConsoleError(409, `${error.code}: ${error.message}`);
    throw error;
  }
}
