import { arnOf, parseArn } from "../../arn.ts";

/** A function as a caller names it. */
export interface FunctionName {
  readonly name: string;
  /** Version or alias. */
  readonly qualifier?: string;
}

/**
 * Reads `name`, `name:qualifier`, `account:function:name` and a function's ARN, with or without a qualifier.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#lambda-Invoke-request-FunctionName
 */
export function parseFunctionName(text: string): FunctionName {
  const parts = (parseArn(text)?.resource ?? text).split(":");
  const at = parts.indexOf("function");
  const [name = text, qualifier] = at < 0 ? parts : parts.slice(at + 1);
  return qualifier === undefined ? { name } : { name, qualifier };
}

/** The ARN that a policy has to allow. */
export function functionArn(region: string, { name, qualifier }: FunctionName): string {
  return arnOf("lambda", region, `function:${name}${qualifier === undefined ? "" : `:${qualifier}`}`);
}
