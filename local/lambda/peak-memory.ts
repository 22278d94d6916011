import { readFileSync } from "node:fs";

/** Reading it takes as long as a small invocation, so a warm process is asked at most this often. */
const intervalMs = 100;

/** The most memory that a process has had resident, which is what Lambda calls Max Memory Used. */
export class PeakMemory {
  readonly #pid: number;
  #megabytes = 0;
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(pid: number) {
    this.#pid = pid;
  }

  /** @param reportedKb what the process itself says; it counts where there is no `/proc`. */
  read(reportedKb: number): number {
    if (reportedKb > 0) this.#megabytes = Math.ceil(reportedKb / 1024);
    const now = performance.now();
    if (now - this.#readAt < intervalMs) return this.#megabytes;
    this.#readAt = now;
    this.#megabytes = Math.max(this.#megabytes, this.#fromProc());
    return this.#megabytes;
  }

  #fromProc(): number {
    try {
      const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.#pid}/status`, "utf8"))?.[1];
      return Math.ceil(Number(kilobytes ?? 0) / 1024);
    } catch {
      return 0;
    }
  }
}
