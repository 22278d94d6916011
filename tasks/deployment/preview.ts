import { output, run } from "../command.ts";
import { evaluated } from "../program.ts";
import { INSTALL_NPX, pulumi } from "../pulumi.ts";
import type { DeploymentPlan } from "./plan.ts";
import { settingOptions } from "./settings.ts";
import { targetsOf } from "./targets.ts";

/** A comment on GitHub takes 65,536 characters. The rest is for the words around it. */
const LONGEST = 60_000;

/** Shows what a deployment would change. @throws TaskError when Pulumi fails, or a policy is not kept */
export async function preview(plan: DeploymentPlan, markdown: boolean): Promise<void> {
  const { stack, settings, services, policyPack } = plan;
  const targets = services.length === 0 ? [] : targetsOf(await evaluated(plan.config), services);
  const command = pulumi(
    ...["preview", "--stack", stack, "--diff"],
    ...(policyPack === undefined ? [] : ["--policy-pack", policyPack]),
    ...settingOptions(stack, settings),
    ...targets.flatMap((urn) => ["--target", urn]),
    ...(markdown ? ["--non-interactive", "--color", "never", "--suppress-progress"] : []),
  );
  if (!markdown) return run(command, { install: INSTALL_NPX });
  process.stdout.write(asMarkdown(stack, output(command, { install: INSTALL_NPX })));
}

/** A preview as a comment: folded, and cut where GitHub would refuse it. */
export function asMarkdown(stack: string, text: string): string {
  const summary = text
    .split("\n")
    .findLast((line) => /^\s*[-+~]?\s*\d+ \w/.test(line))
    ?.trim();
  const cut =
    text.length > LONGEST ? `${text.slice(0, LONGEST)}\n… cut: the log of the run has all of it` : text;
  return [
    `### Preview of stack ${stack}`,
    "",
    `<details><summary>${summary ?? "pulumi preview"}</summary>`,
    "",
    "````text",
    cut.trimEnd(),
    "````",
    "",
    "</details>",
    "",
  ].join("\n");
}

/**
 * Compares AWS with what was deployed, changing neither.
 * @throws TaskError when something differs
 */
export function drift({ stack }: DeploymentPlan): void {
  const only = ["--preview-only", "--expect-no-changes", "--non-interactive", "--diff"];
  run(pulumi("refresh", "--stack", stack, ...only), { install: INSTALL_NPX });
}
