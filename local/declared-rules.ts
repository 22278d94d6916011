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
  const own = new Set(resources.filter(({ type }) => types.includes(type)).map(({ urn }) => urn));
  const finding = checkRules(rules, resources).find(({ urn }) => own.has(urn));
  if (finding) throw new LocalError(`AWS would refuse the declaration: ${finding.message}`);
}
