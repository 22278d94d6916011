import { setTimeout as pause } from "node:timers/promises";
import { GetTraceSummariesCommand, XRayClient } from "@aws-sdk/client-xray";
import { type AwsOptions, asTaskError } from "../aws.ts";

/** X-Ray shows a trace some seconds after its last segment. */
const LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 2_000;

/**
 * Waits until X-Ray has a trace of a function. It shows that segments leave the function's network.
 * @param since when the function was called
 * @returns what is wrong; undefined when there is a trace
 */
export async function missingTrace(
  functionName: string,
  since: Date,
  options: AwsOptions,
): Promise<string | undefined> {
  const client = new XRayClient(options);
  const deadline = Date.now() + LIMIT_MS;
  while (Date.now() < deadline) {
    const request = new GetTraceSummariesCommand({
      StartTime: since,
      EndTime: new Date(),
      FilterExpression: `service("${functionName}")`,
    });
    const { TraceSummaries = [] } = await client.send(request).catch(asTaskError);
    if (TraceSummaries.length > 0) return undefined;
    await pause(LOOK_EVERY_MS);
  }
  return `X-Ray has no trace of ${functionName} since ${since.toISOString()}.`;
}
