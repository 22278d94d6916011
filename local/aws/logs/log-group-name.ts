import { arnOf } from "../../arn.ts";
import type { LogGroup } from "../../telemetry/logs/log-group.ts";
import type { LogStore } from "../../telemetry/logs/log-store.ts";
import { AwsError } from "../aws-error.ts";
import { INVALID } from "./error-codes.ts";

/** A log group by its name, or by its name or ARN. */
export interface NamedLogGroup {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

/** @throws AwsError when neither is given */
export function logGroupName({ logGroupName: name, logGroupIdentifier: identifier }: NamedLogGroup): string {
  const given = name ?? identifier?.replace(/^arn:.*:log-group:/, "").replace(/:\*$/, "");
  if (given !== undefined) return given;
  throw new AwsError(INVALID, 400, "logGroupName or logGroupIdentifier is required.");
}

/** @throws AwsError when there is no such group */
export function existingLogGroup(logs: LogStore, named: NamedLogGroup): LogGroup {
  const group = logs.group(logGroupName(named));
  if (group) return group;
  throw new AwsError("ResourceNotFoundException", 400, "The specified log group does not exist.");
}

export function logGroupArn(region: string, name: string): string {
  return arnOf("logs", region, `log-group:${name}`);
}
