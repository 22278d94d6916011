import { readFileSync } from "node:fs";
import { probe } from "./command.ts";

/** The CLI that this project is made for, the newest on npm: package.json has it, docs and workflows follow. */
export const PULUMI_VERSION: string = JSON.parse(readFileSync("package.json", "utf8")).config.pulumi;

/** The pinned CLI by npx; it is no dependency, since only who deploys needs its 100 MB. */
const PULUMI: readonly string[] = ["npx", "--yes", `pulumi@${PULUMI_VERSION}`];

/** A `pulumi` command as it is run and shown. */
export function pulumi(...args: readonly string[]): string[] {
  return [...PULUMI, ...args];
}

export const INSTALL_NPX = "It comes with Node.js: https://nodejs.org/en/download.";

/** What keeps the CLI from running, with its fix; undefined when it runs. */
export function cliProblem(): string | undefined {
  const version = probe(pulumi("version"));
  if (version.error !== undefined) return `npx is not installed. ${INSTALL_NPX}`;
  if (version.status === 0) return undefined;
  const said = lastLine(version.stderr).replace(/\.?$/, ".");
  return `The Pulumi CLI could not be fetched: ${said} Check the network, then run ${PULUMI.join(" ")} version.`;
}

/** What keeps Pulumi from working on a stack, with its fix; undefined when it can. */
export function pulumiProblem(stack: string): string | undefined {
  const problem = cliProblem();
  if (problem !== undefined) return problem;
  const cli = PULUMI.join(" ");
  if (probe(pulumi("whoami", "--non-interactive")).status !== 0) {
    return `Pulumi has no place for its state. Run ${cli} login --local, or ${cli} login for Pulumi Cloud.`;
  }
  const found = probe(pulumi("stack", "output", "--json", "--stack", stack, "--non-interactive"));
  if (found.status === 0) return undefined;
  if (/no stack named/i.test(found.stderr)) {
    return `There is no stack ${stack} yet. Run ${cli} stack init ${stack}.`;
  }
  if (/passphrase/i.test(found.stderr)) {
    return `Pulumi can't decrypt stack ${stack}. Set PULUMI_CONFIG_PASSPHRASE to what stack init was given, or to nothing.`;
  }
  return `Pulumi can't read stack ${stack}: ${lastLine(found.stderr)}`;
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
