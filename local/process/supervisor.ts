import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { startReaper } from "./reaper.ts";

/**
 * Starts child processes that can't be orphaned: they end with `stop()`, and when this process is killed with
 * `kill -9` they are killed within a moment, even one that is stuck in a loop. One supervisor serves a local cloud.
 *
 * Each child leads a process group of its own. So its own children die with it, and Ctrl-C in a terminal reaches only
 * the runner, which can then let requests in flight finish. POSIX only.
 */
export class ProcessSupervisor {
  readonly #children = new Set<ChildProcess>();
  #reaper: ChildProcess | undefined;
  #stopped = false;

  /**
   * As `child_process.spawn`. A command that can't be started is reported by the child's "error" event.
   * @throws Error after `stop()`.
   */
  spawn(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
    if (this.#stopped) throw new Error(`"${command}" can't be started: the process supervisor has stopped.`);
    const reaper = this.#reaper ?? this.#watch();
    const child = spawn(command, args, { ...options, detached: true });
    if (child.pid === undefined) return child;
    reaper.stdin?.write(`+${child.pid}\n`);
    this.#children.add(child);
    child.once("exit", () => this.#forget(child));
    return child;
  }

  /**
   * Asks a child to end (SIGTERM) and kills its whole group when it has not done so in time.
   * @param graceMs milliseconds until SIGKILL; 0 kills at once.
   * @returns when the child has ended.
   */
  async end(child: ChildProcess, graceMs: number): Promise<void> {
    if (!this.#children.has(child)) return;
    const ended = once(child, "exit");
    if (graceMs <= 0) signalGroup(child, "SIGKILL");
    else signalGroup(child, "SIGTERM");
    const timer = setTimeout(() => signalGroup(child, "SIGKILL"), graceMs);
    await ended;
    clearTimeout(timer);
  }

  /** Ends every child, and refuses new ones. @param graceMs milliseconds between SIGTERM and SIGKILL. */
  async stop(graceMs = 500): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#children].map((child) => this.end(child, graceMs)));
    const reaper = this.#reaper;
    this.#reaper = undefined;
    if (!reaper || reaper.exitCode !== null || reaper.signalCode !== null) return;
    const ended = once(reaper, "exit");
    reaper.stdin?.end();
    await ended;
  }

  /** Starts the reaper, and another one with the same knowledge should somebody kill it. */
  #watch(): ChildProcess {
    const reaper = startReaper();
    for (const child of this.#children) reaper.stdin?.write(`+${child.pid}\n`);
    reaper.once("exit", () => {
      if (this.#reaper !== reaper) return;
      this.#reaper = undefined;
      if (this.#children.size > 0) this.#watch();
    });
    this.#reaper = reaper;
    return reaper;
  }

  #forget(child: ChildProcess): void {
    this.#children.delete(child);
    signalGroup(child, "SIGKILL");
    this.#reaper?.stdin?.write(`-${child.pid}\n`);
  }
}

/** Signals a child and everything that it has started; nothing happens when all have ended. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // macOS answers EPERM for a group of which only zombies are left.
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}
