import { createHash } from "node:crypto";
import { join } from "node:path";
import type { StartOptions } from "../../local/options.ts";
import type { DeclaredProgram } from "../../local/program/declared.ts";
import { evaluate, evaluateProgram } from "../../local/program/evaluator.ts";
import { RememberedEvaluation } from "../../local/program/remembered-evaluation.ts";
import { readStackConfig, type StackConfig } from "../../local/program/stack-config.ts";

/** Which program is evaluated, and with which settings. */
type Evaluated = Pick<StartOptions, "program" | "stack" | "config">;

const CACHE = join(process.cwd(), "node_modules/.cache/evaluations");
const QUIETLY = { cacheDirectory: CACHE, print: () => undefined };

/** What a program declares: evaluated by whoever asks first, in this process or another, since anything of it changed. */
export async function evaluatedOnce(asked: Evaluated): Promise<DeclaredProgram> {
  const config = configOf(asked);
  // One memory for each set of settings: it keeps the last evaluation of a stack.
  const settings = createHash("sha256").update(JSON.stringify(config.values)).digest("hex").slice(0, 12);
  const memory = new RememberedEvaluation(config, join(CACHE, settings));
  const recalled = await memory.read();
  if (recalled?.changed === "nothing") return recalled.declared;
  const began = Date.now();
  const { declared, reads } = await evaluate(config, QUIETLY);
  await memory.keep(declared, reads, began);
  return declared;
}

/** What a program declares that is edited soon, or removed. */
export function evaluatedNow(asked: Evaluated): Promise<DeclaredProgram> {
  return evaluateProgram(configOf(asked), QUIETLY);
}

function configOf({ program = ".", stack = "dev", config }: Evaluated): StackConfig {
  return readStackConfig(program, stack, config);
}
