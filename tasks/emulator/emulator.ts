import { probe, run } from "../command.ts";
import { dockerProblem } from "../docker.ts";
import { TaskError } from "../task.ts";

/** The builder of tasks/docker-engine.sh: one that reaches the registry on this machine. */
const BUILDER = "lambdock";

/** Where nothing listens, the answer is immediate; an emulator that has just started takes its time. */
const LIMIT_MS = 10_000;

/** Whether something speaks HTTP there. */
export async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts the emulator and the registry of compose.yaml, unless both answer already.
 * @throws TaskError when Docker is missing, naming the emulator that needs none
 */
export async function startEmulator(endpoint: string, registry: string): Promise<void> {
  if ((await answers(endpoint)) && (await answers(registry))) return;
  const problem = dockerProblem();
  if (problem !== undefined) {
    const without = "Without Docker: pip install ministack, ministack, and --image-tag for images that exist";
    throw new TaskError(`${problem} ${without}.`);
  }
  run(["docker", "compose", "up", "--detach", "--wait"]);
}

/**
 * Makes a buildx builder that can push to a registry on this machine, unless there is one.
 * @returns its name
 */
export function localBuilder(): string {
  if (probe(["docker", "buildx", "inspect", BUILDER]).status === 0) return BUILDER;
  const options = ["--driver", "docker-container", "--driver-opt", "network=host"];
  run(["docker", "buildx", "create", "--name", BUILDER, ...options, "--bootstrap"]);
  return BUILDER;
}
