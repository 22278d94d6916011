import { existsSync, readFileSync } from "node:fs";
import { until as untilHolds } from "../../support/until.ts";

/** Whether a process runs. A zombie, which only waits until its parent looks, does not. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync("/proc/self/stat") || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** Waits until a condition holds, whose text names it when it does not in time. */
export function until(condition: () => boolean): Promise<void> {
  return untilHolds(String(condition), condition);
}
