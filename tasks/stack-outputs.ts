import * as v from "valibot";
import { output } from "./command.ts";
import { INSTALL_NPX, pulumi } from "./pulumi.ts";
import { TaskError } from "./task.ts";

const DeployedFunction = v.object({
  name: v.string(),
  /** The version that the program published last. */
  version: v.string(),
  /** The version that the alias serves; during a canary release the stable one. */
  liveVersion: v.string(),
  logGroup: v.string(),
  /** `HOST/REPOSITORY`. */
  repositoryUrl: v.string(),
});
export type DeployedFunction = v.InferOutput<typeof DeployedFunction>;

const StackOutputs = v.object({
  apiUrl: v.string(),
  apiLogGroup: v.string(),
  functionUrls: v.record(v.string(), v.string()),
  /** The commit that was deployed last; absent where there was no Git. */
  revision: v.optional(v.string()),
  /** By service. */
  deployedFunctions: v.record(v.string(), DeployedFunction),
});
/** What tasks read of a deployed stack: `index.ts` exports it. */
export type StackOutputs = v.InferOutput<typeof StackOutputs>;

/**
 * What a stack put out when it was deployed last.
 * @returns undefined for a stack that was never deployed, or is destroyed
 * @throws TaskError when Pulumi can't tell
 */
export function stackOutputs(
  stack: string,
  env: Readonly<Record<string, string>> = {},
): StackOutputs | undefined {
  const command = pulumi("stack", "output", "--json", "--stack", stack, "--non-interactive");
  return readOutputs(output(command, { install: INSTALL_NPX, env }), stack);
}

/** @throws TaskError naming what is absent, when the outputs are another program's */
function readOutputs(json: string, stack: string): StackOutputs | undefined {
  const given: unknown = JSON.parse(json);
  if (typeof given !== "object" || given === null || Object.keys(given).length === 0) return undefined;
  const { success, output: outputs, issues } = v.safeParse(StackOutputs, given);
  if (success) return outputs;
  const path = v.getDotPath(issues[0]) ?? "";
  throw new TaskError(`stack ${stack} has no output ${path}: ${issues[0].message}. Deploy it once more.`);
}

/** @throws TaskError for a stack that is not deployed */
export function deployedOutputs(stack: string, env?: Readonly<Record<string, string>>): StackOutputs {
  const outputs = stackOutputs(stack, env);
  if (outputs !== undefined) return outputs;
  throw new TaskError(`stack ${stack} is not deployed. Run npm run deploy -- --stack ${stack}.`);
}
