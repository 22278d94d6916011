import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execFileAsync = promisify(execFile);

/** A `docker` command that failed. */
export class DockerError extends Error {
  override readonly name = "DockerError";
  /** Whether the `docker` program itself is not there. */
  readonly isMissing: boolean;

  constructor(args: readonly string[], cause: unknown) {
    const { stderr = "", message, code } = cause as { stderr?: string; message: string; code?: unknown };
    super(`docker ${args.join(" ")}: ${lastLines(stderr) || message}`, { cause });
    this.isMissing = code === "ENOENT";
  }
}

/** Runs a `docker` command to its end. @returns what it wrote to stdout. @throws DockerError with its last words */
export async function docker(...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execFileAsync("docker", args, { maxBuffer: 64 * 1024 * 1024 });
    return stdout.trim();
  } catch (error) {
    throw new DockerError(args, error);
  }
}

/** Whether a `docker` command succeeds. */
export function dockerSucceeds(...args: readonly string[]): Promise<boolean> {
  return docker(...args).then(
    () => true,
    () => false,
  );
}

const SHOWN_LINES = 8;

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-SHOWN_LINES).join("\n");
}
