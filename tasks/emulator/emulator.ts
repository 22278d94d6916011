import { probe, run } from "../command.ts";
import { composeProblem, dockerProblem } from "../docker.ts";
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

/** Where the emulator is, and where the images that its functions run are pushed to. */
export interface EmulatorPlace {
  readonly endpoint: string;
  readonly registry: string;
  /** Whether images are built, rather than there already. */
  readonly builds: boolean;
}

/** Where compose.yaml has them. */
export const COMPOSED = { endpoint: "http://localhost:4566", registry: "http://localhost:5000" } as const;

/**
 * Starts the emulator and the registry of compose.yaml, unless what is needed of both answers already.
 * @throws TaskError when Docker is missing, naming the emulator that needs none, or when nobody could start them there
 */
export async function startEmulator({ endpoint, registry, builds }: EmulatorPlace): Promise<void> {
  const needed = builds ? [endpoint, registry] : [endpoint];
  const absent = await silent(needed);
  const problem = builds || absent.length > 0 ? dockerProblem() : undefined;
  if (problem !== undefined) {
    const without = "Without Docker: pip install ministack, ministack, and --image-tag for images that exist";
    throw new TaskError(`${problem} ${without}.`);
  }
  const foreign = absent.find((url) => url !== COMPOSED.endpoint && url !== COMPOSED.registry);
  if (foreign !== undefined) {
    const composed = "Docker Compose starts them where --help says";
    throw new TaskError(`nothing answers at ${foreign}. Start it, or leave that option out: ${composed}.`);
  }
  if (absent.length === 0) return;
  const noCompose = composeProblem();
  if (noCompose !== undefined) throw new TaskError(noCompose);
  run(["docker", "compose", "up", "--detach", "--wait"]);
  const [left] = await silent(absent);
  if (left !== undefined)
    throw new TaskError(
      `nothing answers at ${left}, which compose.yaml has just started: docker compose logs.`,
    );
}

async function silent(urls: readonly string[]): Promise<string[]> {
  const all = await Promise.all(urls.map(async (url) => ((await answers(url)) ? [] : [url])));
  return all.flat();
}

/** Ends what Docker Compose started; an emulator that was there without it is left alone. */
export function stopEmulator(): void {
  const { status, stdout } = probe(["docker", "compose", "ps", "--all", "--quiet"]);
  if (status === 0 && stdout.trim() !== "") run(["docker", "compose", "down", "--volumes"]);
}

/**
 * Makes a buildx builder that can push to a registry on this machine, unless there is one.
 * @returns its name
 * @throws TaskError when there is one that does not answer
 */
export function localBuilder(): string {
  if (probe(["docker", "buildx", "inspect", BUILDER]).status !== 0) {
    const options = ["--driver", "docker-container", "--driver-opt", "network=host"];
    run(["docker", "buildx", "create", "--name", BUILDER, ...options, "--bootstrap"]);
  } else if (probe(["docker", "buildx", "inspect", "--bootstrap", BUILDER]).status !== 0) {
    const again = `run tasks/docker-engine.sh, or docker buildx rm ${BUILDER} to have another one made`;
    throw new TaskError(`the buildx builder ${BUILDER} does not answer. To start it, ${again}.`);
  }
  return BUILDER;
}
