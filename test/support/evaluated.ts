import { join } from "node:path";
import type { StartOptions } from "../../local/options.ts";
import type { DeclaredProgram } from "../../local/program/declared.ts";
import { readStackConfig } from "../../local/program/stack-config.ts";
import { StackEvaluation } from "../../local/program/stack-evaluation.ts";

/** What a program declares: evaluated by whoever asks first, in this process or another, since anything of it changed. */
export async function evaluatedOnce({
  program = ".",
  stack = "dev",
  config,
}: StartOptions): Promise<DeclaredProgram> {
  const evaluation = new StackEvaluation({
    readConfig: () => readStackConfig(program, stack, config),
    cacheDirectory: join(process.cwd(), "node_modules/.cache/evaluations"),
    print: () => undefined,
    remembers: true,
  });
  return (await evaluation.known())?.program ?? evaluation.evaluate();
}
