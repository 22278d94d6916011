import { uniqueNames } from "../rules/aws/unique-names.ts";
import { checkRules, type Rule } from "../rules/rule.ts";
import { LocalError } from "./emulator.ts";
import type { DeclaredProgram } from "./program/declared.ts";

/**
 * Holds what an emulator takes of a program against AWS's own limits: what deploys nowhere starts nowhere.
 * @throws LocalError naming the resource, what it has and what is allowed
 */
export function checkDeclared(
  { resources }: DeclaredProgram,
  types: readonly string[],
  rules: readonly Rule[],
): void {
  // Names are one account's and region's; with a provider of its own a program may use several.
  const hasProviders = resources.some(({ type }) => type === "pulumi:providers:aws");
  const [finding] = checkRules(
    hasProviders ? rules.filter((rule) => rule !== uniqueNames) : rules,
    resources.filter(({ type }) => types.includes(type)),
  );
  if (finding) throw new LocalError(`AWS would refuse the declaration: ${finding.message}`);
}
