import * as v from "valibot";
import { type DeclaredProgram, ofType } from "../program/declared.ts";
import { arnMatcher, globMatcher, type Matcher } from "../wildcard.ts";
import { declaredProperties } from "./declared-properties.ts";
import { parseFunctionName } from "./function-name.ts";
import type { InvocationCaller } from "./invocation.ts";

export const permissionType = "aws:lambda/permission:Permission";

/**
 * One statement of a function's resource-based policy, its patterns compiled: each invocation asks. It holds for the
 * qualifier it was added to, and for no other.
 */
export interface Permission {
  readonly functionName: string;
  readonly qualifier: string | undefined;
  readonly matchesAction: Matcher;
  readonly principal: string;
  /** Absent: any source will do. */
  readonly matchesSource: Matcher | undefined;
  readonly sourceAccount: string | undefined;
  readonly functionUrlAuthType: string | undefined;
  readonly invokedViaFunctionUrl: boolean | undefined;
}

const properties = v.object({
  function: v.string(),
  action: v.string(),
  principal: v.string(),
  qualifier: v.optional(v.string()),
  sourceArn: v.optional(v.string()),
  sourceAccount: v.optional(v.string()),
  functionUrlAuthType: v.optional(v.string()),
  invokedViaFunctionUrl: v.optional(v.boolean()),
});

export function declaredPermissions(program: DeclaredProgram): Permission[] {
  return ofType(program, permissionType).map((resource) => {
    const { function: target, action, sourceArn, ...rest } = declaredProperties(resource, properties);
    const reference = parseFunctionName(target);
    return {
      ...rest,
      functionName: reference?.name ?? target,
      qualifier: rest.qualifier ?? reference?.qualifier,
      matchesAction: globMatcher([action], { ignoreCase: true }),
      matchesSource: sourceArn === undefined ? undefined : arnMatcher([sourceArn]),
      sourceAccount: rest.sourceAccount,
      functionUrlAuthType: rest.functionUrlAuthType,
      invokedViaFunctionUrl: rest.invokedViaFunctionUrl,
    };
  });
}

/** What a service wants to do with a function, as its policy sees it. */
export interface PolicyQuestion {
  readonly functionName: string;
  readonly qualifier: string | undefined;
  readonly caller: InvocationCaller;
}

/**
 * Whether a service may invoke a function. A Function URL without authentication needs two grants.
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 * @returns the action that no statement allows; undefined when all are allowed.
 */
export function refusedAction(
  permissions: readonly Permission[],
  question: PolicyQuestion,
): string | undefined {
  const statements = permissions.filter(
    ({ functionName, qualifier }) =>
      functionName === question.functionName && qualifier === question.qualifier,
  );
  const { caller } = question;
  if (caller.service !== "function-url") {
    return statements.some((one) => allowsService(one, caller)) ? undefined : "lambda:InvokeFunction";
  }
  const anyone = statements.filter((one) => one.principal === "*");
  const opensUrl = (one: Permission) =>
    one.matchesAction("lambda:InvokeFunctionUrl") && (one.functionUrlAuthType ?? "NONE") === "NONE";
  if (!anyone.some(opensUrl)) return "lambda:InvokeFunctionUrl";
  const opensFunction = (one: Permission) =>
    one.matchesAction("lambda:InvokeFunction") && one.functionUrlAuthType === undefined;
  return anyone.some(opensFunction) ? undefined : "lambda:InvokeFunction";
}

function allowsService(statement: Permission, caller: InvocationCaller): boolean {
  const { matchesSource, sourceAccount } = statement;
  return (
    (statement.principal === caller.service || statement.principal === "*") &&
    statement.matchesAction("lambda:InvokeFunction") &&
    statement.functionUrlAuthType === undefined &&
    !statement.invokedViaFunctionUrl &&
    (matchesSource?.(caller.sourceArn ?? "") ?? true) &&
    (sourceAccount === undefined || caller.sourceArn?.split(":")[4] === sourceAccount)
  );
}
