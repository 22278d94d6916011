import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** The ready line of `npm start -- --json`. */
export interface Ready {
  readonly api: string;
  readonly functionUrls: Readonly<Record<string, string>>;
  readonly awsEndpoint: string;
  readonly routes: readonly string[];
  readonly dataDir: string;
  readonly readyMs: number;
}

export interface Runner {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** @throws Error with what it printed when it ends before it is ready */
  ready(): Promise<Ready>;
  /** @returns exit code or signal */
  ended(): Promise<number | string | null>;
}

/**
 * Starts the local cloud as `npm start` does, in a process of its own, on free ports.
 * @param flags of Node
 */
export function run(
  args: readonly string[],
  cwd: string,
  flags: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): Runner {
  const main = join(process.cwd(), "local/main.cjs");
  const ports = ["--port", "0", "--aws-port", "0", "--function-url-port", "0"];
  const child = spawn(process.execPath, [...flags, main, ...ports, ...args], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  const closed = once(child, "close").then(([code, signal]) => (signal ?? code) as number | string | null);
  return {
    child,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    async ready() {
      while (!output.stdout.includes("\n")) {
        const ended = await Promise.race([
          closed.then(() => true),
          once(child.stdout, "data").then(() => false),
        ]);
        if (ended) throw new Error(`It ended before it was ready: ${output.stderr}${output.stdout}`);
      }
      return JSON.parse(output.stdout) as Ready;
    },
    ended: () => closed,
  };
}
