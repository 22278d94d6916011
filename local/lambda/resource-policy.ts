import * as v from "valibot";
import { type DeclaredProgram, ofType } from "../program/declared.ts";
import { declaredProperties } from "./declared-properties.ts";
import { parseFunctionName } from "./function-name.ts";
import type { InvocationCaller } from "./invocation.ts";

export const permissionType = "aws:lambda/permission:Permission";

/** One statement of a function's resource-based policy. It holds for the qualifier it was added to, and for no other. */
export interface Permission {
  readonly functionName: string;
  readonly qualifier: string | undefined;
  readonly action: string;
  readonly principal: string;
  readonly sourceArn: string | undefined;
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
    const { function: target, ...rest } = declaredProperties(resource, properties);
    const reference = parseFunctionName(target);
    return {
      ...rest,
      functionName: reference?.name ?? target,
      qualifier: rest.qualifier ?? reference?.qualifier,
      sourceArn: rest.sourceArn,
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
    matches(one.action, "lambda:InvokeFunctionUrl") && (one.functionUrlAuthType ?? "NONE") === "NONE";
  if (!anyone.some(opensUrl)) return "lambda:InvokeFunctionUrl";
  const opensFunction = (one: Permission) =>
    matches(one.action, "lambda:InvokeFunction") && one.functionUrlAuthType === undefined;
  return anyone.some(opensFunction) ? undefined : "lambda:InvokeFunction";
}

function allowsService(statement: Permission, caller: InvocationCaller): boolean {
  const { sourceArn, sourceAccount } = statement;
  return (
    (statement.principal === caller.service || statement.principal === "*") &&
    matches(statement.action, "lambda:InvokeFunction") &&
    statement.functionUrlAuthType === undefined &&
    !statement.invokedViaFunctionUrl &&
    (sourceArn === undefined || arnLike(caller.sourceArn ?? "", sourceArn)) &&
    (sourceAccount === undefined || caller.sourceArn?.split(":")[4] === sourceAccount)
  );
}

/**
 * IAM's ArnLike: the six parts of an ARN are compared one by one, so that a `*` never reaches over a colon.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnLike(arn: string, pattern: string): boolean {
  const patterns = partsOf(pattern);
  const parts = partsOf(arn);
  return (
    parts.length === patterns.length && parts.every((part, index) => matches(patterns[index] ?? "", part))
  );
}

function partsOf(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(":")] : [])];
}

/** IAM's wildcards: `*` for any characters, `?` for one. */
function matches(pattern: string, text: string): boolean {
  return pattern === text || expressionOf(pattern).test(text);
}

/** By pattern. There are as many as the program declares, and each is asked for with every invocation. */
const expressions = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known !== undefined) return known;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const expression = new RegExp(`^${source}$`, "s");
  expressions.set(pattern, expression);
  return expression;
}
