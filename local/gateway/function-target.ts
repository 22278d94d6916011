/** The function behind a route or a Function URL. */
export interface FunctionTarget {
  /** ARN without qualifier, or the bare name where the program gives no ARN. */
  readonly functionName: string;
  /** Name alone, for people, log lines and metrics. */
  readonly name: string;
  /** Alias or version; absent for `$LATEST`. */
  readonly qualifier?: string;
  /** Absent for a bare name. */
  readonly accountId?: string;
}

const INVOKE_ARN = /^arn:[^:]+:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/(?<arn>.+)\/invocations$/;
const FUNCTION_ARN =
  /^(?<arn>arn:[^:]+:lambda:[^:]+:(?<accountId>\d{12}):function:(?<name>[^:]+))(?::(?<qualifier>[^:]+))?$/;
const BARE_NAME = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Reads the forms in which an integration or a Function URL names its function: an invoke ARN, the ARN of a function,
 * alias or version, or a name. Undefined for anything else.
 */
export function functionTarget(uri: string): FunctionTarget | undefined {
  const arn = INVOKE_ARN.exec(uri)?.groups?.arn ?? uri;
  const groups = FUNCTION_ARN.exec(arn)?.groups;
  if (groups?.arn !== undefined && groups.name !== undefined && groups.accountId !== undefined) {
    return {
      functionName: groups.arn,
      name: groups.name,
      accountId: groups.accountId,
      ...(groups.qualifier !== undefined && { qualifier: groups.qualifier }),
    };
  }
  return BARE_NAME.test(arn) ? { functionName: arn, name: arn } : undefined;
}
