import { join } from "node:path";
import type { DeclaredProgram } from "../../local/program/declared.ts";
import { evaluateProgram } from "../../local/program/evaluator.ts";
import { readStackConfig } from "../../local/program/stack-config.ts";

const evaluated = new Map<string, Promise<DeclaredProgram>>();

/** What the project's program declares in a stack, with the stack's own settings: evaluated once for all suites. */
export function declaredStack(stack: string): Promise<DeclaredProgram> {
  const known = evaluated.get(stack);
  if (known !== undefined) return known;
  const cacheDirectory = join(process.cwd(), "node_modules/.cache/evaluations");
  const program = evaluateProgram(readStackConfig("index.ts", stack), {
    cacheDirectory,
    print: () => undefined,
  });
  evaluated.set(stack, program);
  return program;
}
