import type { DeclaredProgram } from "../../local/program/declared.ts";
import { evaluatedOnce } from "../support/evaluated.ts";

/** What the project's program declares in a stack, with the stack's own settings. */
export function declaredStack(stack: string): Promise<DeclaredProgram> {
  return evaluatedOnce({ stack });
}
