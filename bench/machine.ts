import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";

/** Where and with what figures were taken. */
export interface Machine {
  readonly takenAt: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  /** Processes that ran or waited for a processor when the run began, over one minute: other work, not the bench's. */
  readonly loadBefore: number;
  readonly versions: Readonly<Record<string, string>>;
}

/** Describes this machine as it is now, so before the bench puts a load on it. */
export function describeMachine(versions: Readonly<Record<string, string>>): Machine {
  const cores = cpus();
  return {
    takenAt: new Date().toISOString(),
    processor: cores[0]?.model ?? "unknown",
    cores: cores.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    loadBefore: loadavg()[0] ?? 0,
    versions: { node: process.versions.node, lambdock: revision(), ...versions },
  };
}

/** The commit, with `+` where files differ from it. */
function revision(): string {
  try {
    const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
    return git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain") === "" ? "" : "+");
  } catch {
    return "no git";
  }
}
