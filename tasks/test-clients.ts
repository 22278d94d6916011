import { delimiter, join } from "node:path";
import { probe, run } from "./command.ts";
import { HELP_OPTION, readArguments } from "./command-line.ts";
import { pythonPackage } from "./python-package.ts";
import { runTask, TaskError } from "./task.ts";

const USAGE = `Asks the local cloud for logs, metrics, alarms and traces with the AWS CLI and with boto3.

Usage: npm run test:clients [-- --require]

  --require         fail when there is no AWS CLI 2 for what no other has, instead of skipping that
  --help            this text

boto3 and the AWS CLI 1 go into Python environments in ~/.cache/lambdock. The AWS CLI 2, whose own command logs tail is,
is the first one on PATH: apt-get install awscli, or https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html.
`;

const AWS_CLI = "1.46.3";
const BOTO3 = "1.44.8";

await runTask("test:clients", () => {
  const { values } = readArguments("test:clients", { ...HELP_OPTION, require: { type: "boolean" } });
  if (values.help) return void process.stdout.write(USAGE);
  const second = awsCli2();
  if (second === undefined) {
    const missing = "there is no AWS CLI 2. Run apt-get install awscli.";
    if (values.require) throw new TaskError(missing);
    process.stderr.write(`test:clients: SKIPPED logs tail: ${missing}\n`);
  }
  const env = {
    TEST_AWS_CLI: pythonPackage("awscli", AWS_CLI, "aws"),
    TEST_BOTO3_PYTHON: pythonPackage("boto3", BOTO3, "python"),
    ...(second !== undefined && { TEST_AWS_CLI_2: second }),
  };
  const suites = ["telemetry", ...(second === undefined ? [] : ["aws-cli-2"])];
  run(["mocha", "--reporter", "spec", ...suites.map((name) => `test/clients/${name}.suite.ts`)], { env });
});

function awsCli2(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const programs = folders.map((folder) => join(folder, "aws"));
  return programs.find((program) => probe([program, "--version"]).stdout?.startsWith("aws-cli/2."));
}
