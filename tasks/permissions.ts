import { join } from "node:path";
import { declaredPolicies } from "../local/aws/iam/declared-policies.ts";
import { reportText } from "../local/permissions/report-text.ts";
import { roleReport } from "../local/permissions/role-report.ts";
import { keptUses } from "../local/permissions/use-file.ts";
import { evaluateProgram } from "../local/program/evaluator.ts";
import { readStackConfig } from "../local/program/stack-config.ts";
import { chosenStack, HELP_OPTION, readArguments, STACK_OPTIONS } from "./command-line.ts";
import { runTask, TaskError } from "./task.ts";

const USAGE = `Lists what each role is granted, and what of it the last run of npm start used.

Usage: npm run permissions -- [options]

  --stack NAME      stack to evaluate, and whose last run counts     (default: dev)
  --program PATH    program file or project folder                   (default: this project)
  --json            the report as JSON
  --help            this text

A run without --ephemeral keeps its uses in .lambdock/<stack>/. "platform" marks what Lambda itself
does with the role on AWS, and does not do here. Let the tests or real traffic pass by first: what no
request has needed yet is unused too.
`;

const OPTIONS = {
  ...STACK_OPTIONS,
  program: { type: "string", default: "." },
  json: { type: "boolean", default: false },
  ...HELP_OPTION,
} as const;

await runTask("permissions", async () => {
  const { values } = readArguments("permissions", OPTIONS);
  if (values.help) return void process.stdout.write(USAGE);
  const config = readStackConfig(values.program, chosenStack(values));
  const uses = keptUses(join(config.directory, ".lambdock", config.stack));
  if (!uses) {
    throw new TaskError(
      `Stack ${config.stack} has not run here: run npm start -- --stack ${config.stack}, and call the API.`,
    );
  }
  const print = (line: string) => void process.stderr.write(`${line}\n`);
  const cacheDirectory = join(config.directory, ".lambdock/cache");
  const policies = declaredPolicies(await evaluateProgram(config, { cacheDirectory, print }));
  const reports = [...policies].map(([roleName, ofRole]) => roleReport(roleName, ofRole, uses));
  process.stdout.write(
    values.json ? `${JSON.stringify(reports, null, 2)}\n` : reports.map(reportText).join("\n"),
  );
});
