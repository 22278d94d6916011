import { join } from "node:path";
import { locateCode } from "../../local/lambda/code.ts";
import { type FunctionConfiguration, functionDefinitions } from "../../local/lambda/definition.ts";
import { ProcessSupervisor } from "../../local/process/supervisor.ts";
import { evaluateProgram } from "../../local/program/evaluator.ts";
import { readStackConfig } from "../../local/program/stack-config.ts";
import { start } from "../../local/start.ts";
import { projectDirectory } from "../folders.ts";
import { describeMachine } from "../machine.ts";
import { bundleContents } from "./bundle-contents.ts";
import { coldReport, coldResult } from "./cold-report.ts";
import { firstAnswer, type Runtime } from "./first-answer.ts";
import { type Subject, subjectsOf, type Variant } from "./subjects.ts";

const STACK = "test";
/** A function's process writes its compile cache a second after it has started. */
const CACHE_WRITTEN_MS = 2_000;

export interface ColdOptions {
  readonly rounds: number;
  progress(line: string): void;
}

/**
 * Measures each function that the program declares from process start to first answer, against the tables of a local
 * cloud: its bundle, beside an empty handler and beside itself unbundled, each with and without V8's compile cache.
 */
export async function benchCold({ rounds, progress }: ColdOptions) {
  const machine = describeMachine({});
  await using stack = new AsyncDisposableStack();
  const cloud = await start({
    program: projectDirectory,
    stack: STACK,
    ephemeral: true,
    watch: false,
    ...{ port: 0, awsPort: 0, functionUrlPort: 0 },
  });
  stack.defer(() => cloud.stop());
  const supervisor = new ProcessSupervisor();
  stack.defer(() => supervisor.stop());

  const subjects = await subjectsOf(await declaredFunctions());
  const runtime = { supervisor, awsEndpoint: cloud.awsEndpoint };
  progress(`warming up ${subjects.map(({ name }) => name).join(", ")}`);
  await warmUp(subjects, runtime);
  const times = await playRounds(subjects, runtime, rounds, progress);
  const functions = await Promise.all(
    subjects.map(async (subject) => ({
      ...subject,
      times: subject.variants.map((variant) => ({ ...variant, ms: times.get(variant) ?? [] })),
      contents: await bundleContents(subject.name),
    })),
  );
  return { report: coldReport(functions, machine, rounds), result: coldResult(functions, machine) };
}

async function declaredFunctions(): Promise<FunctionConfiguration[]> {
  const config = readStackConfig(projectDirectory, STACK);
  const options = { cacheDirectory: join(projectDirectory, ".lambdock/cache"), print: () => undefined };
  const program = await evaluateProgram(config, options);
  return functionDefinitions(program, locateCode).map(({ configuration }) => configuration);
}

/** Runs everything once: files are in the page cache then, and the compile caches are written. */
async function warmUp(subjects: readonly Subject[], runtime: Runtime): Promise<void> {
  for (const { start, cached } of subjects.flatMap(({ variants }) => variants)) {
    await firstAnswer(start, runtime, cached ? CACHE_WRITTEN_MS : 0);
  }
}

async function playRounds(
  subjects: readonly Subject[],
  runtime: Runtime,
  rounds: number,
  progress: ColdOptions["progress"],
): Promise<Map<Variant, number[]>> {
  const variants = subjects.flatMap((subject) => subject.variants);
  const times = new Map(variants.map((variant) => [variant, [] as number[]]));
  for (let round = 1; round <= rounds; round += 1) {
    progress(`round ${round}/${rounds}`);
    for (const [variant, ms] of times) ms.push(await firstAnswer(variant.start, runtime));
  }
  return times;
}
