import type { DeclaredProgram } from "../local/program/declared.ts";
import { evaluateProgram } from "../local/program/evaluator.ts";
import type { StackConfig } from "../local/program/stack-config.ts";

/** Evaluates the program under mocks: what it declares, without AWS, Docker or Pulumi. @throws LocalError */
export function evaluated(config: StackConfig): Promise<DeclaredProgram> {
  return evaluateProgram(config, {
    cacheDirectory: ".lambdock/cache",
    print: (line) => process.stderr.write(`${line}\n`),
  });
}
