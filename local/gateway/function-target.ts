import { parseFunctionName } from "../lambda/function-name.ts";

/** The function behind a route or a Function URL. */
export interface FunctionTarget {
  /** As the program names it, without the qualifier: an ARN, a partial one, or a name. */
  readonly functionName: string;
  /** Name alone, for people, log lines and metrics. */
  readonly name: string;
  /** Alias or version; absent for `$LATEST`. */
  readonly qualifier?: string;
  /** Absent where the program does not name it. */
  readonly accountId?: string;
}

const INVOKE_ARN = /^arn:[^:]+:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/(?<arn>.+)\/invocations$/;

/**
 * Reads the forms in which an integration or a Function URL names its function: an invoke ARN, or what Lambda's own API
 * takes. Undefined for anything else.
 */
export function functionTarget(uri: string): FunctionTarget | undefined {
  const arn = INVOKE_ARN.exec(uri)?.groups?.arn ?? uri;
  const reference = parseFunctionName(arn);
  if (reference === undefined) return undefined;
  const { name, accountId, qualifier } = reference;
  return {
    functionName: qualifier === undefined ? arn : arn.slice(0, -`:${qualifier}`.length),
    name,
    ...(accountId !== undefined && { accountId }),
    ...(qualifier !== undefined && { qualifier }),
  };
}
