import type { DeclaredProgram } from "../../local/program/declared.ts";
import { readStackConfig } from "../../local/program/stack-config.ts";
import { evaluated } from "../../tasks/program.ts";

const declared = new Map<string, Promise<DeclaredProgram>>();

/** What the project's program declares in a stack, with the stack's own settings: evaluated once for all suites. */
export function declaredStack(stack: string): Promise<DeclaredProgram> {
  const known = declared.get(stack);
  if (known !== undefined) return known;
  const program = evaluated(readStackConfig("index.ts", stack));
  declared.set(stack, program);
  return program;
}
