import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import type { ProcessSupervisor } from "../../process/supervisor.ts";
import { exitReason } from "../exit-reason.ts";
import { PeakMemory } from "../peak-memory.ts";
import type { StartedRuntime } from "../runtime-host.ts";
import { docker } from "./docker.ts";

/** Docker hands output on by itself, a moment after it was written: when nothing has come for this long, it is most likely all there. */
const QUIET_MS = 15;
/** A function that writes without end must answer all the same. */
const LONGEST_MS = 100;
/** How long `docker run` may take to end after its container has. */
const GRACE_MS = 1_000;

/** A container that runs a function, behind the `docker run` that started it. */
export class FunctionContainer implements StartedRuntime {
  readonly child: ChildProcess;
  readonly #name: string;
  readonly #supervisor: ProcessSupervisor;
  #memory: PeakMemory | undefined;
  #bytes = 0;
  #killed: Promise<void> | undefined;

  constructor(name: string, child: ChildProcess, supervisor: ProcessSupervisor) {
    this.#name = name;
    this.child = child;
    this.#supervisor = supervisor;
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        this.#bytes += chunk.length;
      });
  }

  maxMemoryMb(reportedKb: number): number {
    return this.#memory?.read(reportedKb) ?? 0;
  }

  async delivered(): Promise<void> {
    await Promise.all([this.#quiet(), this.#findMemory()]);
  }

  /** A container's program that a signal ended has 128 and the signal's number as its exit code. */
  exitReason(code: number | null, signal: NodeJS.Signals | null): string {
    const number = (code ?? 0) - 128;
    const [ending] = Object.entries(constants.signals).find(([, value]) => value === number) ?? [];
    return ending === undefined ? exitReason(code, signal) : exitReason(null, ending as NodeJS.Signals);
  }

  kill(): Promise<void> {
    this.#killed ??= this.#kill();
    return this.#killed;
  }

  async #kill(): Promise<void> {
    if (!(await this.#remove())) {
      // It is not there yet, or not any more. Once `docker run` has ended, none will come.
      await this.#supervisor.end(this.child, GRACE_MS);
      await this.#remove();
    }
    await this.#supervisor.end(this.child, GRACE_MS);
  }

  #remove(): Promise<boolean> {
    return docker("rm", "--force", this.#name).then(
      () => true,
      () => false,
    );
  }

  async #quiet(): Promise<void> {
    const deadline = performance.now() + LONGEST_MS;
    for (let before = -1; before !== this.#bytes && performance.now() < deadline; ) {
      before = this.#bytes;
      await delay(QUIET_MS);
    }
  }

  /** Its process is one of this machine's: where Docker runs in a virtual machine of its own, nothing is found. */
  async #findMemory(): Promise<void> {
    if (this.#memory !== undefined) return;
    const pid = await docker("inspect", "--format", "{{.State.Pid}}", this.#name).catch(() => "0");
    this.#memory = new PeakMemory(Number(pid));
  }
}
