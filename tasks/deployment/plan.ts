import type { StackConfig } from "../../local/program/stack-config.ts";
import { namesOf } from "../../settings/kinds.ts";
import { stackConfig } from "../aws.ts";
import { PROJECT } from "../project.ts";
import { chosenServices } from "../services.ts";
import { TaskError } from "../task.ts";
import { type CanaryPlan, readDuration } from "./canary.ts";
import { readSettings } from "./settings.ts";

/** What a deployment is to do. */
export interface DeploymentPlan {
  readonly stack: string;
  /** The stack's configuration, with this time's settings. */
  readonly config: StackConfig;
  /** This time's settings, by full key. */
  readonly settings: Readonly<Record<string, string>>;
  /** Services to deploy alone; empty for the whole program. */
  readonly services: readonly string[];
  /** A tag for the images that are deployed. */
  readonly tag: string | undefined;
  readonly canary: CanaryPlan | undefined;
  readonly rollBack: boolean;
  readonly policyPack: string | undefined;
  readonly yes: boolean;
}

interface PlanValues {
  readonly service: readonly string[];
  readonly services: readonly string[];
  readonly tag?: string | undefined;
  readonly build: boolean;
  readonly config: readonly string[];
  readonly "policy-pack"?: string | undefined;
  readonly canary?: string | undefined;
  readonly watch: string;
  readonly "roll-back": boolean;
  readonly yes: boolean;
}

/** @throws TaskError naming the option that is malformed, or that needs another one; LocalError for no such stack */
export function readPlan(
  stack: string,
  values: PlanValues,
  positionals: readonly string[] = [],
): DeploymentPlan {
  const { build } = values;
  // An option without a value is one that was not given: pipelines pass what they have.
  const tag = values.tag || undefined;
  const canary = values.canary || undefined;
  const named = [...values.service, ...values.services, ...positionals].filter((name) => name !== "");
  const services = named.length === 0 || named.includes("all") ? [] : chosenServices(named);
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag))
    throw new TaskError(`--tag may have letters, digits, ".", "_" and "-" only, up to 128; got ${tag}.`, 2);
  if (!build && tag === undefined)
    throw new TaskError("--no-build deploys images that exist: say which with --tag.", 2);
  const settings = {
    ...readSettings(values.config, PROJECT),
    ...(!build && tag !== undefined && { [`${PROJECT}:imageTag`]: tag }),
  };
  const config = stackConfig(stack, settings);
  if (canary !== undefined) refuseWarm(config, services);
  return {
    stack,
    settings,
    config,
    services,
    tag,
    canary: canary === undefined ? undefined : readCanary(canary, values.watch),
    rollBack: values["roll-back"],
    policyPack: values["policy-pack"],
    yes: values.yes,
  };
}

/**
 * Lambda refuses two versions beside provisioned concurrency, in the middle of an update. Taking the latter away in the same
 * update would not help: Pulumi changes the alias first.
 */
function refuseWarm({ stack, values }: StackConfig, services: readonly string[]): void {
  const warm = namesOf(values[`${PROJECT}:provisionedConcurrency`] ?? "").filter(
    (name) => services.length === 0 || services.includes(name),
  );
  if (warm.length === 0) return;
  throw new TaskError(
    `--canary can't be for ${warm.join(", ")}: Lambda refuses two versions on an alias with provisionedConcurrency, as stack ` +
      `${stack} has it. Deploy with --service ${warm.join(",")} and without --canary, then the other services by --canary.`,
    2,
  );
}

function readCanary(percent: string, watch: string): CanaryPlan {
  if (!/^[1-9]\d?$/.test(percent))
    throw new TaskError(`--canary must be per cent of the traffic, 1 to 99; got ${percent}.`, 2);
  return { percent: Number(percent), watchMs: readDuration(watch) };
}
