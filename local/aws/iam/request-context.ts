import { accountId, arnOf } from "../../arn.ts";
import type { Caller } from "../credentials.ts";
import type { AccessRequest } from "../service.ts";
import type { ConditionContext } from "./condition-context.ts";

/** The values of the condition keys for one request. A key that has no value is absent. */
export function requestContext(
  caller: Caller,
  region: string,
  { context = {} }: Pick<AccessRequest, "context">,
): ConditionContext {
  const now = new Date();
  const values = new Map<string, string>([
    ["aws:currenttime", now.toISOString()],
    ["aws:epochtime", String(Math.floor(now.getTime() / 1000))],
    ["aws:principalaccount", accountId],
    // The role, not the session: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
    ["aws:principalarn", caller.role?.arn ?? caller.arn],
    ["aws:principaltype", caller.role ? "AssumedRole" : "Account"],
    ["aws:requestedregion", region],
    ["aws:resourceaccount", accountId],
    // As in the deployed system, where the SDK speaks TLS: the loopback stands for it.
    ["aws:securetransport", "true"],
    ["aws:userid", caller.userId],
    ["s3:tlsversion", "1.3"],
  ]);
  if (caller.functionName !== undefined) {
    values.set("lambda:sourcefunctionarn", arnOf("lambda", region, `function:${caller.functionName}`));
  }
  for (const [key, value] of Object.entries(context)) values.set(key.toLowerCase(), value);
  return values;
}
