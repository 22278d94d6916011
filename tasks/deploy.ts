import { chosenStack, readArguments } from "./command-line.ts";
import { deploy } from "./deployment/deploy.ts";
import { OPTIONS, USAGE } from "./deployment/options.ts";
import { readPlan } from "./deployment/plan.ts";
import { drift, preview } from "./deployment/preview.ts";
import { checkPrerequisites } from "./prerequisites.ts";
import { runTask } from "./task.ts";

await runTask("deploy", async () => {
  const { values, positionals } = readArguments("deploy", OPTIONS);
  if (values.help) return void process.stdout.write(USAGE);

  const plan = readPlan(chosenStack(values), values, positionals);
  const needs = { docker: !(values.preview || values.drift) };
  await checkPrerequisites(plan.config, needs, (line) => process.stderr.write(`${line}\n`));
  if (values.check) return;
  if (values.drift) return drift(plan);
  if (values.preview) return preview(plan, values.markdown);
  await deploy(plan);
});
