import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { operatorCredentials } from "../../local/aws/credentials.ts";
import { ofType } from "../../local/program/declared.ts";
import type { StackConfig } from "../../local/program/stack-config.ts";
import { evaluated } from "../program.ts";
import { TaskError } from "../task.ts";

const LOCAL_CREDENTIALS = {
  AWS_ACCESS_KEY_ID: operatorCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: operatorCredentials.secretAccessKey,
};

/**
 * Writes a function's declared environment as a file for `docker run --env-file`, with the local cloud as its AWS.
 * @param endpoint the local cloud's, as a container reaches it
 * @returns path of the file
 * @throws TaskError when the program declares no such function
 */
export async function writeEnvironment(
  config: StackConfig,
  service: string,
  endpoint: string,
): Promise<string> {
  const program = await evaluated(config);
  const fn = ofType(program, "aws:lambda/function:Function").find(({ name }) => name === service);
  if (fn === undefined) throw new TaskError(`the program declares no function ${service}.`);
  const { variables = {} } = (fn.inputs.environment ?? {}) as { variables?: Record<string, string> };
  const all = { ...variables, ...LOCAL_CREDENTIALS, AWS_REGION: program.region, AWS_ENDPOINT_URL: endpoint };
  const file = join(".lambdock", config.stack, "environment", `${service}.env`);
  mkdirSync(dirname(file), { recursive: true });
  const lines = Object.entries(all).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, lines.join(""));
  return file;
}
