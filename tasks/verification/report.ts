import type { PlannedCheck } from "./check.ts";
import { runChecks } from "./run-checks.ts";

/**
 * Makes the checks and prints a line for each, with its curl command where it fails.
 * @param showCurl prints that of each
 * @returns which were fine
 */
export async function reportChecks(
  url: string,
  checks: readonly PlannedCheck[],
  showCurl: boolean,
): Promise<boolean[]> {
  const results: boolean[] = [];
  for await (const { name, ms, problem, curl } of runChecks(url, checks)) {
    report(name, ms, problem);
    if (showCurl || problem !== undefined) process.stdout.write(`       ${curl}\n`);
    results.push(problem === undefined);
  }
  return results;
}

export function report(name: string, ms: number, problem: string | undefined): void {
  process.stdout.write(`${problem === undefined ? "ok  " : "FAIL"}   ${name} (${ms} ms)\n`);
  if (problem !== undefined) process.stdout.write(`       ${problem}\n`);
}
