import { globSync, readFileSync } from "node:fs";
import { parse } from "yaml";

export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly environment?: string;
  readonly strategy?: { readonly matrix?: Readonly<Record<string, unknown>> };
}

interface Workflow {
  readonly on: Readonly<Record<string, { readonly inputs?: Readonly<Record<string, object>> } | null>>;
  readonly permissions?: object;
  readonly concurrency?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

export const WORKFLOWS: readonly string[] = globSync(".github/workflows/*.yml").sort();
export const ACTIONS: readonly string[] = globSync(".github/actions/*/action.yml").sort();

export const workflow = (file: string): Workflow => parse(readFileSync(file, "utf8"));
const actionSteps = (file: string): readonly Step[] => parse(readFileSync(file, "utf8")).runs.steps;

/** Every job, with a name for tests. */
export const jobs = WORKFLOWS.flatMap((file) =>
  Object.entries(workflow(file).jobs).map(([name, job]) => ({ name: `${file}: ${name}`, file, job })),
);

/** Every step of a job or of an action of this repository. */
export const steps: readonly { readonly name: string; readonly step: Step }[] = [
  ...jobs.flatMap(({ name, job }) => (job.steps ?? []).map((step) => ({ name, step }))),
  ...ACTIONS.flatMap((file) => actionSteps(file).map((step) => ({ name: file, step }))),
];

/** What may come before there are npm scripts. */
export const BEFORE_SCRIPTS: readonly string[] = ["npm ci", ".ci/run"];

/** One npm script, whose result may be kept in files. */
const COMMAND = /^npm run (?:--silent )?([\w:]+)(?: -- [^|;&<>]+)?(?: \| tee [^|;&<>]+)?$/;

/** The one script that a step runs. @throws Error for a command that is anything else */
export function scriptOf(command: string): string {
  if (BEFORE_SCRIPTS.includes(command)) return command;
  const script = COMMAND.exec(command)?.[1];
  if (script === undefined) throw new Error(`This is more than one npm script: ${command}`);
  return script;
}
