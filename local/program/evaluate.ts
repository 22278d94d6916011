import { setImmediate as nextTurn } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { accountId } from "../arn.ts";
import type { DeclaredProgram, DeclaredResource } from "./declared.ts";
import { reportUnfinished, withoutStacks } from "./lean-sdk.ts";
import { loadedSources } from "./loaded-sources.ts";
import { programMocks } from "./mocks.ts";
import { plain } from "./plain.ts";
import { recordResources } from "./record.ts";
import { type Reads, recordedReads } from "./recorded-reads.ts";
import { regionOf } from "./region.ts";
import type { StackConfig } from "./stack-config.ts";

/** The evaluator's child process: it evaluates one program under mocks, sends what was declared, and ends. */

/** What a program declares, and what that depends on besides its modules. */
export interface Evaluation {
  readonly declared: DeclaredProgram;
  readonly reads: Reads;
}

/** What the child answers, last. */
export type EvaluationAnswer = Evaluation | { readonly failure: string };

async function evaluate(config: StackConfig): Promise<DeclaredProgram> {
  const region = regionOf(config.values);
  const at = { account: accountId, region, project: config.project, stack: config.stack };
  process.chdir(config.directory);
  await pulumi.runtime.setMocks(programMocks(at, config.directory), config.project, config.stack, false);
  const finished = reportUnfinished();
  withoutStacks();
  pulumi.runtime.setAllConfig({ ...config.values });
  const resources: DeclaredResource[] = [];
  recordResources(resources);
  const outputs = await Promise.race([run(config.program), firstUnhandledRejection()]).finally(finished);
  return {
    project: config.project,
    stack: config.stack,
    region,
    directory: config.directory,
    resources,
    outputs: plain(outputs ?? {}) as Record<string, unknown>,
    sources: loadedSources(),
  };
}

/** As Pulumi's own runner does: a function that is exported by default is called, else the exports are the outputs. */
async function run(program: string): Promise<unknown> {
  const outputs = await pulumi.runtime.runInPulumiStack(async () => {
    const module = await import(pathToFileURL(program).href);
    return typeof module.default === "function" ? module.default() : { ...module };
  });
  await pulumi.runtime.disconnect();
  // Rejections that nobody handles are reported after the promises have settled, a turn later.
  await nextTurn();
  return outputs;
}

/** A resource that fails rejects in the background; without this race the program would seem to hang. */
function firstUnhandledRejection(): Promise<never> {
  return new Promise((_, reject) => process.once("unhandledRejection", reject));
}

/** The SDK says this of each property that has waited for what failed, hundreds of times. */
const WAITED = /^(?:error serializing property "[^"]*": )+/;

/** Frames of the evaluator itself, which imports the program. */
const OWN = new URL(".", import.meta.url).href;

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message.replace(WAITED, "");
  const frame = (error.stack ?? "")
    .split("\n")
    .find((line) => line.includes("file://") && !line.includes("node_modules") && !line.includes(OWN));
  const where = frame?.match(/file:\/\/([^)]+)/)?.[1];
  return where === undefined ? message : `${message}\n    at ${where}`;
}

process.once("message", (config: StackConfig) => {
  evaluate(config)
    .then((declared): EvaluationAnswer => ({ declared, reads: recordedReads() }))
    .catch((error): EvaluationAnswer => ({ failure: explain(error) }))
    .then((answer) => process.send?.(answer, () => process.exit(0)));
});
