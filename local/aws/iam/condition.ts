import { LocalError } from "../../emulator.ts";
import { type ConditionContext, knownConditionKeys } from "./condition-context.ts";
import { type Comparison, comparisons } from "./condition-operator.ts";

export type Condition = (context: ConditionContext) => boolean;

/** A policy's Condition element: operator, key, values. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/**
 * Compiles a Condition element. Within one key any value will do; all keys and operators must hold.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * @param where the statement, for errors
 * @throws LocalError for an operator or key that can't be evaluated here
 */
export function compileConditions(block: ConditionBlock, where: string): Condition[] {
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => compile(operator, key, values, where)),
  );
}

function compile(operator: string, key: string, values: readonly string[], where: string): Condition {
  const name = key.toLowerCase();
  if (!knownConditionKeys.has(name)) {
    throw new LocalError(`${where}: the local cloud can't evaluate the condition key "${key}".`);
  }
  if (operator === "Null") return nullCondition(name, values, where);
  const { comparison, quantifier, ifExists } = parseOperator(operator, where);
  const matches = comparison.matcher(values, `${where}: ${operator} of ${key}`);
  // A negated operator holds when the key is absent, and so does ForAllValues.
  const whenAbsent =
    quantifier === "ForAnyValue" ? false : ifExists || comparison.negated || quantifier === "ForAllValues";
  return (context) => {
    const value = context.get(name);
    return value === undefined ? whenAbsent : matches(value) !== comparison.negated;
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null */
function nullCondition(name: string, values: readonly string[], where: string): Condition {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  if ([...wanted].some((value) => value !== "true" && value !== "false")) {
    throw new LocalError(`${where}: Null of ${name} must be "true" or "false".`);
  }
  return (context) => wanted.has(String(!context.has(name)));
}

interface Operator {
  readonly comparison: Comparison;
  readonly quantifier?: string;
  readonly ifExists: boolean;
}

function parseOperator(operator: string, where: string): Operator {
  const [, quantifier, base = "", suffix] =
    /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(operator) ?? [];
  const comparison = comparisons.get(base);
  if (!comparison) {
    throw new LocalError(`${where}: the local cloud can't evaluate the condition operator "${operator}".`);
  }
  return { comparison, ifExists: suffix !== undefined, ...(quantifier !== undefined && { quantifier }) };
}
