import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { TaskError } from "../task.ts";

const FOLDER = join(".lambdock", "deploy");

/**
 * Reads `--config KEY=VALUE`; a key without a namespace is the project's.
 * @throws TaskError naming the pair that is none
 */
export function readSettings(pairs: readonly string[], project: string): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, key, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
      if (key === undefined || value === undefined)
        throw new TaskError(`--config must be KEY=VALUE; got ${pair}.`, 2);
      return [key.includes(":") ? key : `${project}:${key}`, value];
    }),
  );
}

/**
 * Options of `pulumi` for settings that win over a stack's file. Pulumi writes what `--config` says into the file that
 * it reads, so it is given a copy.
 */
export function settingOptions(stack: string, settings: Readonly<Record<string, string>>): string[] {
  const pairs = Object.entries(settings).flatMap(([key, value]) => ["--config", `${key}=${value}`]);
  if (pairs.length === 0) return [];
  mkdirSync(FOLDER, { recursive: true });
  const file = `Pulumi.${stack}.yaml`;
  copyFileSync(file, join(FOLDER, file));
  return ["--config-file", join(FOLDER, file), ...pairs];
}
