import { mkdirSync, rmSync, writeFileSync } from "node:fs";
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
 * Writes a function's declared environment as a file for `docker run --env-file`, with the local cloud as its AWS. There
 * may be secrets in it: its owner alone can read it, and whoever asks for it removes it.
 * @param endpoint the local cloud's, as a container reaches it
 * @returns path of the file
 * @throws TaskError when the program declares no such function, or a variable that the file can't hold
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
  const text = environmentText(all);
  const file = join(".lambdock", config.stack, "environment", `${service}.env`);
  mkdirSync(dirname(file), { recursive: true });
  // A file that is there keeps its mode.
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

/** @throws TaskError for a value of several lines, of which Docker would take the first alone */
export function environmentText(variables: Readonly<Record<string, string>>): string {
  const lines = Object.entries(variables).map(([name, value]) => {
    if (!/[\r\n]/.test(value)) return `${name}=${value}\n`;
    throw new TaskError(
      `variable ${name} has a line break, which docker run --env-file can't take. Use npm start -- --containers.`,
    );
  });
  return lines.join("");
}
