import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { delimiter, join } from "node:path";
import { TaskError } from "./task.ts";

export interface CommandOptions {
  /** Added to the environment, and shown in front of the command. */
  readonly env?: Readonly<Record<string, string>>;
  /** What to do when the tool is not there. */
  readonly install?: string;
}

/** Quotes what a POSIX shell would take apart. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

/** A command as one would type it. */
export function commandLine(command: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const variables = Object.entries(env).map(
    ([name, value]) => `${name}=${value === "" ? "" : quoted(value)}`,
  );
  return [...variables, ...command.map(quoted)].join(" ");
}

/** Prints a command, to stderr: stdout is for results. */
export function show(command: readonly string[], env?: Readonly<Record<string, string>>): void {
  process.stderr.write(`$ ${commandLine(command, env)}\n`);
}

/**
 * Prints a command, then runs it in this terminal.
 * @throws TaskError when it is not there or fails; what it printed itself says why
 */
export function run(command: readonly string[], options: CommandOptions = {}): void {
  show(command, options.env);
  const { status, signal } = spawned(command, options, "inherit");
  if (status !== 0) throw new TaskError(`${command[0]} ended with ${signal ?? status}.`);
}

/**
 * Prints a command, then runs it in this terminal until it is stopped. A signal ends the command and not this process,
 * which may have something to tidy up.
 * @throws TaskError when it is not there, or fails before it was stopped
 */
export async function runUntilStopped(command: readonly string[]): Promise<void> {
  show(command);
  const [tool = "", ...args] = command;
  let stopped = false;
  const stop = (signal: NodeJS.Signals) => {
    stopped = true;
    // A terminal tells the command of the others as well.
    if (signal === "SIGTERM" || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  // Before the command runs: it may be stopped before this process is back from starting it.
  for (const signal of signals) process.on(signal, stop);
  const child = spawn(tool, args, { stdio: "inherit", env: environment({}) });
  const ended = once(child, "exit").catch(() => {
    throw notInstalled(tool, {});
  });
  try {
    const [status, signal] = await ended;
    if (status !== 0 && !stopped) throw new TaskError(`${tool} ended with ${signal ?? status}.`);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

/**
 * Prints a command, runs it, and gives what it writes to stdout.
 * @throws TaskError when it is not there, or with its own words when it fails
 */
export function output(command: readonly string[], options: CommandOptions = {}): string {
  show(command, options.env);
  const { status, signal, stdout, stderr } = spawned(command, options, "pipe");
  if (status !== 0)
    throw new TaskError(`${command.join(" ")} ended with ${signal ?? status}: ${stderr.trim()}`);
  return stdout;
}

/** What a question to a tool came to, without a word on the terminal. */
export function probe(command: readonly string[], options: CommandOptions = {}): SpawnSyncReturns<string> {
  const [tool = "", ...args] = command;
  return spawnSync(tool, args, { encoding: "utf8", stdio: "pipe", env: environment(options) });
}

function spawned(command: readonly string[], options: CommandOptions, stdio: "inherit" | "pipe") {
  const [tool = "", ...args] = command;
  const ended = spawnSync(tool, args, { encoding: "utf8", stdio, env: environment(options) });
  if (ended.error === undefined) return ended;
  throw notInstalled(tool, options);
}

function notInstalled(tool: string, { install = `Put ${tool} on the PATH.` }: CommandOptions): TaskError {
  return new TaskError(`${tool} is not installed. ${install}`);
}

/** Installed tools first, so that Pulumi evaluates the program with the Node that the lockfile pins. */
function environment({ env }: CommandOptions): NodeJS.ProcessEnv {
  const path = [join(process.cwd(), "node_modules", ".bin"), process.env.PATH].join(delimiter);
  return { ...process.env, PATH: path, ...env };
}
