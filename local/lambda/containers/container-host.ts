import type { ChildProcess } from "node:child_process";
import { LocalError } from "../../emulator.ts";
import type { ProcessSupervisor } from "../../process/supervisor.ts";
import type { FunctionConfiguration } from "../definition.ts";
import type { RuntimeHost, RuntimeStart, StartedRuntime } from "../runtime-host.ts";
import { FunctionContainer } from "./container.ts";
import { MACHINE_LABEL, OWNER_LABEL, runArguments } from "./container-arguments.ts";
import { containerEnvironment } from "./container-environment.ts";
import { type Docker, DockerError, docker, dockerOf } from "./docker.ts";
import { makeImage } from "./function-image.ts";
import { machineName } from "./machine.ts";

export interface ContainerHostOptions {
  readonly supervisor: ProcessSupervisor;
  /** Takes a line for a person: an image is being built. */
  readonly say: (line: string) => void;
  /** Ends what is being built, because nobody waits for it any more. */
  readonly signal?: AbortSignal;
}

/**
 * Runs functions in containers of the images that the program declares: with the runtime, the user, the memory and the
 * file system that they have on Lambda. It is slower than processes, and closer to the truth.
 */
export class ContainerHost implements RuntimeHost {
  /** The code is in the image. */
  readonly bootsBeforeCode = false;
  readonly #options: ContainerHostOptions;
  /** By function. */
  readonly #images = new Map<string, string>();
  readonly #outdated = new Set<string>();
  readonly #docker: Docker;
  #ready: Promise<void> | undefined;

  constructor(options: ContainerHostOptions) {
    this.#options = options;
    this.#docker = dockerOf(options.supervisor, options.signal);
  }

  async prepare({ name, image }: FunctionConfiguration): Promise<void> {
    if (image === undefined) {
      throw new LocalError(
        `Function "${name}" has no image that the program builds: leave --containers out, which runs images alone.`,
      );
    }
    this.#ready ??= readyDocker(this.#docker).catch((error: unknown) => {
      // The next edit asks again: Docker may have been started by then.
      this.#ready = undefined;
      throw error;
    });
    await this.#ready;
    const made = await makeImage(name, image, this.#docker, this.#options.say);
    const before = this.#images.get(name);
    if (before !== undefined && before !== made) this.#outdated.add(before);
    this.#outdated.delete(made);
    this.#images.set(name, made);
  }

  start(start: RuntimeStart): StartedRuntime {
    const { configuration, instance, environment } = start;
    const image = this.#images.get(configuration.name);
    if (image === undefined) throw new LocalError(`Function "${configuration.name}" has no image yet.`);
    const container = `${configuration.name}-${instance.slice(0, 12)}`;
    const { options, variables } = containerEnvironment(environment);
    const child = this.#spawn(runArguments(container, image, configuration, options), variables);
    return new FunctionContainer(container, child, this.#options.supervisor);
  }

  /** Images stay, so that the next start need not build them; those that an edit has replaced go. */
  async stop(): Promise<void> {
    if (this.#outdated.size === 0) return;
    await docker("image", "rm", "--force", ...this.#outdated).catch(() => undefined);
  }

  #spawn(command: readonly string[], variables: Readonly<Record<string, string>>): ChildProcess {
    const env = { ...process.env, ...variables };
    return this.#options.supervisor.spawn("docker", command, { env, stdio: ["ignore", "pipe", "pipe"] });
  }
}

/** @throws LocalError when Docker is not there or does not answer */
async function readyDocker(docker: Docker): Promise<void> {
  try {
    await docker("version");
    await docker("buildx", "version");
    await removeAbandoned(docker);
  } catch (error) {
    if (!(error instanceof DockerError)) throw error;
    throw new LocalError(`npm start: --containers needs Docker with buildx. ${fixFor(error)}`);
  }
}

function fixFor({ isMissing, message }: DockerError): string {
  if (isMissing) return "Install it: https://docs.docker.com/get-docker/, or leave --containers out.";
  if (message.startsWith("docker buildx")) return "Install buildx: https://docs.docker.com/go/buildx/.";
  return "Docker does not answer: open Docker Desktop, or run sudo systemctl start docker.";
}

/** Containers of a local cloud of this machine that was killed before it could end them. */
async function removeAbandoned(docker: Docker): Promise<void> {
  const format = `{{.ID}} {{.Label "${OWNER_LABEL}"}}`;
  const ours = `label=${MACHINE_LABEL}=${machineName()}`;
  const list = await docker("ps", "--all", "--filter", ours, "--format", format);
  const abandoned = list
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([id, owner]) => id && !isAlive(Number(owner)))
    .map(([id = ""]) => id);
  if (abandoned.length > 0) await docker("rm", "--force", ...abandoned).catch(() => undefined);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
