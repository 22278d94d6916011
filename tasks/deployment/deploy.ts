import { setTimeout as pause } from "node:timers/promises";
import { revision } from "../../settings/revision.ts";
import { awsOptions } from "../aws.ts";
import { PROJECT } from "../project.ts";
import { serviceNames } from "../services.ts";
import { deployedOutputs, type StackOutputs, stackOutputs } from "../stack-outputs.ts";
import { TaskError } from "../task.ts";
import { type CanaryStage, onlyFunctions, releaseByCanary, rollBack } from "./canary.ts";
import { alarming } from "./canary-alarms.ts";
import type { DeploymentPlan } from "./plan.ts";
import { markServedImages } from "./served-images.ts";
import { StackUpdate } from "./up.ts";

/** Deploys, as planned. @throws TaskError when Pulumi or AWS refuses, or after a roll-back */
export async function deploy(plan: DeploymentPlan): Promise<void> {
  const { stack } = plan;
  const options = awsOptions(plan.config);
  const before = stackOutputs(stack);
  if (before === undefined && (plan.services.length > 0 || plan.rollBack)) {
    throw new TaskError(`stack ${stack} is not deployed yet. Deploy all of it first, without --service.`);
  }
  // What is live now must outlast this deployment, whatever it pushes.
  if (before !== undefined) await markServedImages(stack, before, options, []);
  try {
    await release(plan, before);
  } catch (error) {
    // Some of it may be live; but what stopped the release is what has to be read.
    await markDeployed(plan).catch((unmarked) =>
      process.stderr.write(`Served images may be unmarked: ${unmarked.message}\n`),
    );
    throw error;
  }
  await markDeployed(plan);
  process.stdout.write(`${deployedOutputs(stack).apiUrl}\n`);
  process.stderr.write(`Check it: npm run verify -- --stack ${stack}\n`);
}

async function markDeployed(plan: DeploymentPlan): Promise<void> {
  const after = stackOutputs(plan.stack);
  if (after !== undefined)
    await markServedImages(plan.stack, after, awsOptions(plan.config), releaseTags(plan));
}

async function release(plan: DeploymentPlan, before: StackOutputs | undefined): Promise<void> {
  const update = new StackUpdate(plan);
  const say = (line: string) => process.stderr.write(`${line}\n`);
  if (before !== undefined && plan.rollBack) return rollBack(stableOnes(before, plan), update);
  if (before !== undefined && plan.canary !== undefined) {
    const stage: CanaryStage = {
      up: (settings) => update.up(settings),
      outputs: () => deployedOutputs(plan.stack),
      alarming: (names) => alarming(names, awsOptions(plan.config)),
      pause: (milliseconds) => pause(milliseconds),
      say,
    };
    return releaseByCanary(stableOnes(before, plan), plan.canary, stage);
  }
  if (plan.canary !== undefined)
    say(`Stack ${plan.stack} has no version to compare with: no canary this time.`);
  return update.up({});
}

/** Functions that are deployed anew and that the program still has; settings refuse the names of others. */
function stableOnes(before: StackOutputs, { services }: DeploymentPlan): StackOutputs {
  return onlyFunctions(before, services.length > 0 ? services : serviceNames());
}

/** A tag that was asked for, and the commit where it says all. */
function releaseTags({ tag, settings }: DeploymentPlan): string[] {
  const built = settings[`${PROJECT}:imageTag`] === undefined;
  const commit = built ? revision(".") : undefined;
  return [tag, commit?.endsWith("-dirty") ? undefined : commit].filter((name) => name !== undefined);
}
