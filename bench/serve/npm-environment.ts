/** What npm tells the scripts that it runs. */
const NPM_VARIABLE = /^(npm_|INIT_CWD$)/i;

/**
 * This process's environment without what `npm run` put there: an npm that finds those variables takes this project for
 * its own, whatever folder it is started in.
 */
export function cleanEnvironment(
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
): Record<string, string> {
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !NPM_VARIABLE.test(entry[0]),
  );
  return Object.fromEntries(kept);
}
