/** What a caller wrote to name a function, in its parts. */
export interface FunctionReference {
  readonly name: string;
  readonly region?: string;
  readonly accountId?: string;
  readonly qualifier?: string;
}

const pattern =
  /^(?:arn:[\w-]+:lambda:)?(?:(?<region>[a-z]{2}(?:-[a-z]+)+-\d):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[\w.-]+)(?::(?<qualifier>\$LATEST|[\w-]+))?$/;

/**
 * Reads a name, an ARN or a partial ARN, each with or without a qualifier.
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
