import { stackConfig } from "../aws.ts";
import { run } from "../command.ts";
import { evaluated } from "../program.ts";
import { PROJECT } from "../project.ts";
import { INSTALL_NPX, pulumi } from "../pulumi.ts";
import type { DeploymentPlan } from "./plan.ts";
import { settingOptions } from "./settings.ts";
import { targetsOf } from "./targets.ts";

/** Runs `pulumi up` for a plan, once or, in a canary release, several times with other settings. */
export class StackUpdate {
  readonly #plan: DeploymentPlan;
  /** Everything that was a target so far: what a later run no longer declares must go. */
  readonly #targets = new Set<string>();
  #agreed: boolean;

  constructor(plan: DeploymentPlan) {
    this.#plan = plan;
    this.#agreed = plan.yes;
  }

  /**
   * @param more settings on top of the plan's, by the project's keys
   * @throws TaskError when Pulumi fails or is told no
   */
  async up(more: Readonly<Record<string, string>>): Promise<void> {
    const { stack, policyPack } = this.#plan;
    const own = Object.entries(more).map(([key, value]) => [`${PROJECT}:${key}`, value] as const);
    const settings = { ...this.#plan.settings, ...Object.fromEntries(own) };
    await this.#findTargets(settings);
    const command = pulumi(
      ...["up", "--stack", stack],
      ...(this.#agreed ? ["--yes"] : []),
      ...(policyPack === undefined ? [] : ["--policy-pack", policyPack]),
      ...settingOptions(stack, settings),
      ...[...this.#targets].flatMap((urn) => ["--target", urn]),
    );
    run(command, { install: INSTALL_NPX });
    // Whoever agreed to the first step of a canary release has agreed to its end.
    this.#agreed = true;
  }

  async #findTargets(settings: Readonly<Record<string, string>>): Promise<void> {
    const { stack, services } = this.#plan;
    if (services.length === 0) return;
    const program = await evaluated(stackConfig(stack, settings));
    for (const urn of targetsOf(program, services)) this.#targets.add(urn);
    const list = [...this.#targets].map((urn) => `  ${urn}\n`).join("");
    process.stderr.write(`Only these resources of stack ${stack}, for ${services.join(", ")}:\n${list}`);
  }
}
