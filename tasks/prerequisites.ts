import { GetAccountSettingsCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { StackConfig } from "../local/program/stack-config.ts";
import { type AwsOptions, asTaskError, awsOptions } from "./aws.ts";
import { dockerProblem } from "./docker.ts";
import { answers } from "./emulator/emulator.ts";
import { PULUMI_VERSION, pulumiProblem } from "./pulumi.ts";
import { TaskError } from "./task.ts";

/** What a deployment needs, one thing of it. */
interface Prerequisite {
  readonly name: string;
  /** What is missing, in one sentence with its fix; undefined when nothing is. */
  problem(): Promise<string | undefined> | string | undefined;
}

/**
 * Looks at everything that a deployment needs, before anything is made.
 * @param needs whether Docker is needed for images that are not there yet
 * @param say takes a line for each thing
 * @throws TaskError with each missing thing and its fix
 */
export async function checkPrerequisites(
  config: StackConfig,
  needs: { readonly docker: boolean },
  say: (line: string) => void,
): Promise<void> {
  const problems: string[] = [];
  for (const { name, problem } of prerequisites(config, needs.docker)) {
    const found = await problem();
    say(`${found === undefined ? "ok     " : "MISSING"} ${name}`);
    if (found !== undefined) problems.push(found);
  }
  if (problems.length > 0) throw new TaskError(problems.join("\n  "));
}

function prerequisites(config: StackConfig, docker: boolean): Prerequisite[] {
  const options = awsOptions(config);
  const builder = config.values[`${config.project}:builder`];
  const builds = docker && !config.values[`${config.project}:imageTag`];
  return [
    { name: "Node.js as pinned", problem: nodeProblem },
    ...(builds ? [{ name: "Docker with buildx", problem: () => dockerProblem(builder) }] : []),
    {
      name: `Pulumi CLI ${PULUMI_VERSION}, logged in, stack ${config.stack}`,
      problem: () => pulumiProblem(config.stack),
    },
    {
      name: options.endpoint ? `Emulator at ${options.endpoint}` : `AWS credentials for ${options.region}`,
      problem: () => problemOf(() => identity(options)),
    },
    {
      name: "Concurrency limit of the account",
      problem: () => problemOf(() => concurrency(config, options)),
    },
  ];
}

function nodeProblem(): string | undefined {
  const [major = 0] = process.versions.node.split(".").map(Number);
  return major >= 24
    ? undefined
    : `Node.js is ${process.version}; this needs 24. Run npm ci, and use npm run.`;
}

async function problemOf(check: () => Promise<void>): Promise<string | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    if (error instanceof TaskError) return error.message;
    throw error;
  }
}

async function identity(options: AwsOptions): Promise<void> {
  const { endpoint } = options;
  if (endpoint !== undefined && !(await answers(endpoint)))
    throw new TaskError(`nothing answers at ${endpoint}. Start the emulator; npm run localstack starts one.`);
  const client = new STSClient({ ...options, maxAttempts: 2 });
  await client.send(new GetCallerIdentityCommand({})).catch(asTaskError);
}

/**
 * Reservations must leave 100 unreserved. A new account may have a limit of 10, and then takes none.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
async function concurrency({ project, values }: StackConfig, options: AwsOptions): Promise<void> {
  const reserved = sumOf(values[`${project}:reservedConcurrency`]);
  if (reserved === 0 || options.endpoint !== undefined) return;
  const client = new LambdaClient({ ...options, maxAttempts: 2 });
  const { AccountLimit } = await client.send(new GetAccountSettingsCommand({})).catch(asTaskError);
  const limit = AccountLimit?.ConcurrentExecutions ?? 0;
  if (reserved + 100 <= limit) return;
  throw new TaskError(
    `reservedConcurrency adds up to ${reserved} and 100 must stay free, but the account's limit is ${limit}. ` +
      "Ask for more of quota L-B99A9384, or reserve less.",
  );
}

/** The sum of pairs such as `players=20,idp=20`. */
function sumOf(pairs = ""): number {
  const numbers = pairs.split(",").map((pair) => Number(pair.split("=")[1] ?? 0));
  return numbers.reduce((sum, number) => sum + (Number.isFinite(number) ? number : 0), 0);
}
