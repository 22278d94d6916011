import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execFileAsync = promisify(execFile);

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program to its end.
 * @returns what it wrote to stdout, without the last line break
 * @throws Error with the command line and the end of what it wrote to stderr
 */
export async function run(
  program: string,
  args: readonly string[],
  { cwd, env }: CommandOptions = {},
): Promise<string> {
  try {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await execFileAsync(program, args, options);
    return stdout.trimEnd();
  } catch (error) {
    const { stderr = "", message } = error as { stderr?: string; message: string };
    throw new Error(`${[program, ...args].join(" ")}\n${stderr.slice(-2_000) || message}`, { cause: error });
  }
}

/** Whether a program runs and succeeds. */
export async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  );
}

/** What a program wrote to stdout and stderr, together. */
export async function runForOutput(program: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await execFileAsync(program, args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout + stderr;
}
