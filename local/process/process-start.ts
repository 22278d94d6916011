import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * When a process started, which tells it from a later one with the same number.
 * @param proc where the kernel tells of processes, as Linux does
 * @returns undefined when there is no such process, or nobody tells
 */
export function startOf(pid: number, proc = "/proc"): string | undefined {
  try {
    return readFileSync(`${proc}/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19];
  } catch {
    return startByPs(pid);
  }
}

/** In the same words whoever asks, wherever they are. */
function startByPs(pid: number): string | undefined {
  try {
    const started = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", "pipe", "ignore"],
    });
    return started.trim() || undefined;
  } catch {
    return undefined;
  }
}
