import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import type { ProcessSupervisor } from "../../process/supervisor.ts";

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
export type Docker = (...args: readonly string[]) => Promise<string>;

export const docker: Docker = (...args) => ended(args, spawn("docker", args, OPTIONS));

/** The same for what may take long: it ends with the supervisor's other processes. @param signal ends it before that */
export function dockerOf(supervisor: Pick<ProcessSupervisor, "spawn">, signal?: AbortSignal): Docker {
  const options = { ...OPTIONS, ...(signal && { signal }) };
  return async (...args) => ended(args, supervisor.spawn("docker", args, options));
}

const OPTIONS = { stdio: ["ignore", "pipe", "pipe"] } as const satisfies SpawnOptions;

async function ended(args: readonly string[], child: ChildProcess): Promise<string> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [code, signal] = await once(child, "close").catch((error: unknown) => {
    throw new DockerError(args, error);
  });
  if (code !== 0) throw new DockerError(args, { stderr, message: `it ended with ${signal ?? code}` });
  return stdout.trim();
}

const SHOWN_LINES = 8;

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-SHOWN_LINES).join("\n");
}
