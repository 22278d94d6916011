import type { FunctionDefinition } from "./definition.ts";

/**
 * The version that an invocation runs: an alias picks by its weights.
 * Locally every version has the same code, that of the last build; what differs is the name that it runs under.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 * @param random from 0 (included) to 1 (excluded).
 * @returns undefined when the function has no such alias or version.
 */
export function resolveVersion(
  definition: FunctionDefinition,
  qualifier: string | undefined,
  random: number,
): string | undefined {
  if (qualifier === undefined || qualifier === "$LATEST") return "$LATEST";
  const alias = definition.aliases.find(({ name }) => name === qualifier);
  if (!alias) return versionsOf(definition).has(qualifier) ? qualifier : undefined;
  let rest = random;
  for (const [version, weight] of Object.entries(alias.weights)) {
    if (rest < weight) return version;
    rest -= weight;
  }
  return alias.version;
}

function versionsOf({ version, aliases }: FunctionDefinition): Set<string> {
  return new Set([version, ...aliases.flatMap((alias) => [alias.version, ...Object.keys(alias.weights)])]);
}
