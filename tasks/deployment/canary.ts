import type { StackOutputs } from "../stack-outputs.ts";
import { TaskError } from "../task.ts";

/** What a canary release does to the world. */
export interface CanaryStage {
  /** Deploys the program with these settings on top of the stack's own. */
  up(settings: Readonly<Record<string, string>>): Promise<void>;
  /** What the last deployment put out. */
  outputs(): StackOutputs;
  /** Which of these alarms are in ALARM. */
  alarming(names: readonly string[]): Promise<readonly string[]>;
  pause(milliseconds: number): Promise<void>;
  say(line: string): void;
}

export interface CanaryPlan {
  /** Per cent of the traffic for the new versions, 1 to 99. */
  readonly percent: number;
  /** How long the alarms must stay quiet. */
  readonly watchMs: number;
}

/** Lambda's metrics come once a minute; looking oftener than this only costs requests. */
const LOOK_EVERY_MS = 15_000;

/**
 * Deploys with the stable versions kept live and the new ones at a share of the traffic, watches their alarms, and
 * deploys again: all traffic to the new versions, or none.
 * @param before outputs of the stack as it is, of the functions that are released: their live versions are the stable ones
 * @throws TaskError after a roll-back, naming the alarms
 */
export async function releaseByCanary(
  before: StackOutputs,
  { percent, watchMs }: CanaryPlan,
  stage: CanaryStage,
): Promise<void> {
  const stableVersions = stableVersionsOf(before);
  await stage.up({ stableVersions, canaryPercent: String(percent) });
  const fresh = newVersions(onlyFunctions(stage.outputs(), Object.keys(before.deployedFunctions)));
  if (fresh.length === 0) stage.say("No function has a new version: there is nothing to watch.");
  else {
    stage.say(`${fresh.map(({ label }) => label).join(", ")}: ${percent} % for ${watchMs / 1000} s.`);
    const alarms = await firstAlarms(
      fresh.map(({ alarm }) => alarm),
      watchMs,
      stage,
    );
    if (alarms.length > 0) {
      stage.say(`${alarms.join(", ")} in ALARM: rolling back.`);
      await rollBack(before, stage);
      throw new TaskError(
        `rolled back, because of ${alarms.join(", ")}. The stable versions have all traffic.`,
      );
    }
  }
  await stage.up({});
}

/** Takes new versions out of the traffic: each alias serves the stable version alone. */
export function rollBack(stable: StackOutputs, stage: Pick<CanaryStage, "up">): Promise<void> {
  return stage.up({ stableVersions: stableVersionsOf(stable), canaryPercent: "0" });
}

/** A stack as far as its functions of these names go. */
export function onlyFunctions(outputs: StackOutputs, names: readonly string[]): StackOutputs {
  const kept = Object.entries(outputs.deployedFunctions).filter(([name]) => names.includes(name));
  return { ...outputs, deployedFunctions: Object.fromEntries(kept) };
}

/** `data=3,idp=7`: the form of the setting. */
function stableVersionsOf({ deployedFunctions }: StackOutputs): string {
  return Object.entries(deployedFunctions)
    .map(([name, { liveVersion }]) => `${name}=${liveVersion}`)
    .join(",");
}

function newVersions({ deployedFunctions }: StackOutputs) {
  return Object.entries(deployedFunctions)
    .filter(([, fn]) => fn.version !== fn.liveVersion)
    .map(([name, fn]) => ({ label: `${name} version ${fn.version}`, alarm: `${fn.name}-canary` }));
}

async function firstAlarms(
  names: readonly string[],
  watchMs: number,
  stage: CanaryStage,
): Promise<readonly string[]> {
  for (let watched = 0; ; watched += LOOK_EVERY_MS) {
    const alarms = await stage.alarming(names);
    if (alarms.length > 0 || watched >= watchMs) return alarms;
    await stage.pause(Math.min(LOOK_EVERY_MS, watchMs - watched));
  }
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Reads `90s`, `10m` or `1h`. @throws TaskError for anything else */
export function readDuration(text: string): number {
  const [, amount = "", unit = ""] = /^(\d+)([smh])$/.exec(text) ?? [];
  const milliseconds = Number(amount) * (UNIT_MS[unit] ?? 0);
  if (milliseconds > 0) return milliseconds;
  throw new TaskError(`--watch must be a time such as 90s, 10m or 1h; got ${text}.`, 2);
}
