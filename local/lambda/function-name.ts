import { arnOf } from "../arn.ts";

/** What a caller wrote to name a function, in its parts. */
export interface FunctionReference {
  readonly name: string;
  readonly region?: string;
  readonly accountId?: string;
  /** Version or alias. */
  readonly qualifier?: string;
}

const pattern =
  /^(?:arn:[\w-]+:lambda:)?(?:(?<region>[a-z]{2}(?:-[a-z]+)+-\d):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[\w.-]+)(?::(?<qualifier>\$LATEST|[\w-]+))?$/;

/**
 * Reads a name, an ARN or a partial ARN, each with or without a qualifier. What can be read in two ways is read as
 * Lambda's own pattern does: `us-east-1:orders` is a region and a name, not a name and a qualifier.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestParameters
 * @returns undefined when it is none of them.
 */
export function parseFunctionName(text: string): FunctionReference | undefined {
  const groups = pattern.exec(text)?.groups;
  if (!groups?.name) return undefined;
  return {
    name: groups.name,
    ...(groups.region && { region: groups.region }),
    ...(groups.account && { accountId: groups.account }),
    ...(groups.qualifier && { qualifier: groups.qualifier }),
  };
}

/** @param regionElse of a function that is named without one */
export function functionArn(
  { name, region, accountId, qualifier }: FunctionReference,
  regionElse: string,
): string {
  const resource = `function:${name}${qualifier === undefined ? "" : `:${qualifier}`}`;
  return arnOf("lambda", region ?? regionElse, resource, accountId);
}
