import type { SettingKey, SettingValues } from "./table.ts";

/** A rule between settings that does not hold. */
export interface BrokenRule {
  readonly key: SettingKey;
  /** What is wrong and what to do, to be read behind the key. */
  readonly sentence: string;
}

/** Settings whose names are services'. */
const BY_SERVICE = ["reservedConcurrency", "provisionedConcurrency", "stableVersions"] as const;

/**
 * What functions without a reservation must be left, and what a smaller account must keep whole.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
const UNRESERVED = 100;

/**
 * What no single setting can know of itself.
 * @param isSecret whether a setting's text may not be shown
 */
export function brokenRules(
  values: SettingValues,
  services: readonly string[],
  isSecret: (key: SettingKey) => boolean,
): BrokenRule[] {
  return [
    ...unknownServices(values, services, isSecret),
    ...demoDataInProtectedStack(values),
    ...tooMuchReserved(values),
    ...warmCanaries(values),
  ];
}

function unknownServices(
  values: SettingValues,
  services: readonly string[],
  isSecret: (key: SettingKey) => boolean,
): BrokenRule[] {
  return BY_SERVICE.flatMap((key) =>
    [...values[key].keys()]
      .filter((name) => !services.includes(name))
      .map((name) => ({
        key,
        sentence: `names ${isSecret(key) ? "a secret" : `"${name}"`}, which is no service. Use one of ${services.join(", ")}.`,
      })),
  );
}

function demoDataInProtectedStack({ seedDemoData, protectData }: SettingValues): BrokenRule[] {
  if (!seedDemoData || !protectData) return [];
  return [
    {
      key: "seedDemoData",
      sentence:
        "can't be true where protectData is true: the demo users' passwords are public. Set it to false.",
    },
  ];
}

/** "Alias with weights can not be used with Provisioned Concurrency": Lambda says so in the middle of an update. */
function warmCanaries({
  stableVersions,
  canaryPercent,
  provisionedConcurrency,
}: SettingValues): BrokenRule[] {
  const both = [...stableVersions.keys()].filter((name) => provisionedConcurrency.has(name));
  if (both.length === 0 || canaryPercent === 0) return [];
  return [
    {
      key: "stableVersions",
      sentence:
        `names ${both.join(", ")}, as provisionedConcurrency does: Lambda refuses that on an alias with two versions. ` +
        "Take it out of one of them.",
    },
  ];
}

function tooMuchReserved({ reservedConcurrency, accountConcurrency }: SettingValues): BrokenRule[] {
  const reserved = [...reservedConcurrency.values()].reduce((sum, count) => sum + count, 0);
  const available = Math.max(0, accountConcurrency - UNRESERVED);
  if (reserved <= available) return [];
  const quota = "Lambda's quota Concurrent executions (L-B99A9384)";
  return [
    {
      key: "reservedConcurrency",
      sentence:
        `reserves ${reserved}, but an account with ${accountConcurrency} can reserve ${available}: ` +
        `${UNRESERVED} stay unreserved. Reserve less, or raise ${quota} and set accountConcurrency to it.`,
    },
  ];
}
