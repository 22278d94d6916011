import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { LocalCloud } from "../../local/start.ts";

const execute = promisify(execFile);
const BOTO3_CALL = join(import.meta.dirname, "boto3-call.py");

/** What both clients print is JSON of AWS's own shapes: each call has its own, which its test knows. */
export type Answer = ReturnType<typeof JSON.parse>;

/** Makes one call of AWS's API. @param operation in words with dashes, as the AWS CLI has it */
export type Call = (service: string, operation: string, input: object) => Promise<Answer>;

/** @throws Error naming the task that installs it */
function installed(variable: string): string {
  const path = process.env[variable];
  if (path === undefined) throw new Error(`${variable} is not set: run npm run test:clients.`);
  return path;
}

/** Only what each client documents, and nothing of this machine's own settings. */
function environment({ awsEndpoint, region }: LocalCloud) {
  return {
    AWS_ENDPOINT_URL: awsEndpoint,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    PATH: process.env.PATH ?? "",
  };
}

/** The AWS CLI 2 with these arguments. @returns what it prints */
export async function awsCli2(cloud: LocalCloud, args: readonly string[]): Promise<string> {
  // Those before 2.13 know no variable for it.
  const all = ["--endpoint-url", cloud.awsEndpoint, ...args];
  const { stdout } = await execute(installed("TEST_AWS_CLI_2"), all, { env: environment(cloud) });
  return stdout;
}

/** Both clients, each of which runs as a process of its own. */
export function clientsOf(cloud: () => LocalCloud): Readonly<Record<string, Call>> {
  return {
    "the AWS CLI": async (service, operation, input) => {
      const args = [service, operation, "--output", "json", "--cli-input-json", JSON.stringify(input)];
      const { stdout } = await execute(installed("TEST_AWS_CLI"), args, { env: environment(cloud()) });
      return JSON.parse(stdout);
    },
    boto3: async (service, operation, input) => {
      const args = [BOTO3_CALL, service, operation.replaceAll("-", "_"), JSON.stringify(input)];
      const { stdout } = await execute(installed("TEST_BOTO3_PYTHON"), args, { env: environment(cloud()) });
      return JSON.parse(stdout);
    },
  };
}
