import { run, runForOutput } from "./command.ts";
import { eventually } from "./waiting.ts";

/** When `docker stop` kills what has not ended at SIGTERM, in milliseconds. */
export const KILLED_AFTER_MS = 10_000;

export interface ContainerOptions {
  readonly image: string;
  /** The port that the program in it listens on. */
  readonly port: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** `UID:GID`; the image's own user by default. */
  readonly user?: string;
  /** More options of `docker run`. */
  readonly options?: readonly string[];
  /** Replaces the image's own command. */
  readonly command?: readonly string[];
}

/** A running container: read-only, without capabilities, on a free port of this machine. */
export class Container implements AsyncDisposable {
  readonly id: string;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;

  private constructor(id: string, url: string) {
    this.id = id;
    this.url = url;
  }

  /** Starts a container and waits until it answers HTTP. @throws Error with its log when it does not */
  static async start(wanted: ContainerOptions): Promise<Container> {
    const { image, port, environment, user, options, command } = wanted;
    const id = await run("docker", [
      ...["run", "--detach", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"],
      ...["--publish", `127.0.0.1::${port}`],
      ...Object.entries(environment ?? {}).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
      ...(user === undefined ? [] : ["--user", user]),
      ...(options ?? []),
      image,
      ...(command ?? []),
    ]);
    try {
      const address = (await run("docker", ["port", id, String(port)])).split("\n")[0];
      const container = new Container(id, `http://${address}`);
      await eventually(image, () => fetch(container.url));
      return container;
    } catch (error) {
      const log = await runForOutput("docker", ["logs", "--tail", "20", id]);
      await run("docker", ["rm", "--force", "--volumes", id]);
      throw new Error(`${image} does not answer. Its log:\n${log.slice(-2_000)}`, { cause: error });
    }
  }

  /** Everything that it has written so far. */
  log(): Promise<string> {
    return runForOutput("docker", ["logs", this.id]);
  }

  /** What `docker inspect` prints for a Go template. */
  inspect(format: string): Promise<string> {
    return run("docker", ["inspect", "--format", format, this.id]);
  }

  /** Runs a program in it. @returns what that wrote to stdout */
  execute(...command: string[]): Promise<string> {
    return run("docker", ["exec", this.id, ...command]);
  }

  /** Sends SIGTERM and waits for the end. @returns the exit code, and how long after the signal that was */
  async terminate(): Promise<{ exitCode: number; milliseconds: number }> {
    await run("docker", ["kill", "--signal", "TERM", this.id]);
    const sent = Date.now();
    const exitCode = Number(await run("docker", ["wait", this.id]));
    const finished = Date.parse(await this.inspect("{{.State.FinishedAt}}"));
    return { exitCode, milliseconds: Math.max(0, finished - sent) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await run("docker", ["rm", "--force", "--volumes", this.id]);
  }
}
