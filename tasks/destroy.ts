import { awsOptions, stackConfig } from "./aws.ts";
import { run } from "./command.ts";
import { chosenStack, HELP_OPTION, readArguments, STACK_OPTIONS } from "./command-line.ts";
import { readSettings } from "./deployment/settings.ts";
import { deleteLeftovers } from "./destruction/leftovers.ts";
import { PROJECT } from "./project.ts";
import { INSTALL_NPX, pulumi, pulumiProblem } from "./pulumi.ts";
import { stackOutputs } from "./stack-outputs.ts";
import { runTask, TaskError } from "./task.ts";

const USAGE = `Destroys a stack: everything of it in AWS, with its data, logs and images.

Usage: npm run destroy -- [options]

  --stack NAME        the stack, as --environment or --stage too      (default: dev)
  --config KEY=VALUE  a setting that it was deployed with on top of its file, such as endpoint; may be repeated
  --yes               do not ask
  --remove-stack      forget the stack's history, too; its file stays
  --help              this text

Pulumi shows what goes, and asks. A stack with protectData is refused: set that to false, deploy, destroy.
Functions in a VPC leave network interfaces that AWS takes up to 45 minutes to remove; Pulumi waits for them.
`;

await runTask("destroy", async () => {
  const { values } = readArguments("destroy", {
    ...STACK_OPTIONS,
    ...HELP_OPTION,
    config: { type: "string", multiple: true, default: [] as string[] },
    yes: { type: "boolean", short: "y", default: false },
    "remove-stack": { type: "boolean", default: false },
  });
  if (values.help) return void process.stdout.write(USAGE);

  const stack = chosenStack(values);
  const config = stackConfig(stack, readSettings(values.config, PROJECT));
  if (config.values[`${PROJECT}:protectData`] === "true") {
    const deploy = `npm run deploy -- --stack ${stack}`;
    throw new TaskError(
      `stack ${stack} is guarded by ${PROJECT}:protectData. To destroy it with all its data, set that to false in ` +
        `Pulumi.${stack}.yaml, run ${deploy}, then this again.`,
    );
  }
  const problem = pulumiProblem(stack);
  if (problem !== undefined) throw new TaskError(problem);
  const before = stackOutputs(stack);
  run(pulumi("destroy", "--stack", stack, ...(values.yes ? ["--yes"] : [])), { install: INSTALL_NPX });
  const left = before === undefined ? [] : await deleteLeftovers(before, awsOptions(config));
  for (const name of left) process.stdout.write(`Deleted ${name}, which had outlived the stack.\n`);
  if (values["remove-stack"]) {
    // Without --preserve-config, Pulumi deletes the stack's file with its settings.
    run(pulumi("stack", "rm", stack, "--preserve-config", "--yes"), { install: INSTALL_NPX });
  }
});
