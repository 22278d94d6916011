import * as v from "valibot";
import { brokenRules } from "./rules.ts";
import { SETTINGS, type SettingKey, type SettingValues } from "./table.ts";

/** What settings are read from. */
export interface SettingsSource {
  readonly project: string;
  readonly stack: string;
  /** Full keys to values, as Pulumi has them. */
  readonly config: Readonly<Record<string, string>>;
  /** Whether the value of a full key is a secret: no problem may show it. */
  readonly isSecret: (key: string) => boolean;
  /** Names of the services that there are. */
  readonly services: readonly string[];
}

/** Either all values, or everything that is wrong, one sentence each. */
export type ParsedSettings =
  | { readonly values: SettingValues; readonly problems: readonly [] }
  | { readonly values: undefined; readonly problems: readonly string[] };

/**
 * Reads every setting. Unknown keys are a mistake in the project's own namespace only: `aws:` and `pulumi:` belong to
 * others. What is under an unknown key is not shown either: it may be a secret of something else.
 */
export function parseSettings(source: SettingsSource): ParsedSettings {
  const { project, stack, services } = source;
  const isSecret = (key: SettingKey) => source.isSecret(`${project}:${key}`);
  const place = (key: string) => `Pulumi.${stack}.yaml: ${project}:${key}`;
  const { given, unknown } = ownConfig(source);
  const problems = unknown.map((key) => `${place(key)} is no setting. Use one of ${keys().join(", ")}.`);
  const values: Partial<Record<SettingKey, unknown>> = {};
  for (const key of keys()) {
    const { preset, schema } = SETTINGS[key];
    const raw = given.get(key) ?? preset;
    const result = v.safeParse(schema, raw);
    if (result.success) values[key] = result.output;
    else problems.push(`${place(key)} ${result.issues[0].message}; got ${isSecret(key) ? "a secret" : raw}.`);
  }
  if (problems.length > 0) return { values: undefined, problems };
  const complete = values as SettingValues;
  const broken = brokenRules(complete, services, isSecret).map(
    ({ key, sentence }) => `${place(key)} ${sentence}`,
  );
  return broken.length > 0 ? { values: undefined, problems: broken } : { values: complete, problems: [] };
}

/** What is set in the project's namespace, and keys there that are none. */
function ownConfig({ project, config }: SettingsSource) {
  const given = new Map<string, string>();
  const unknown: string[] = [];
  for (const [full, value] of Object.entries(config)) {
    const [namespace, key = ""] = full.split(/:(.*)/s);
    if (namespace !== project) continue;
    if (Object.hasOwn(SETTINGS, key)) given.set(key, value);
    else unknown.push(key);
  }
  return { given, unknown };
}

function keys(): SettingKey[] {
  return Object.keys(SETTINGS) as SettingKey[];
}
