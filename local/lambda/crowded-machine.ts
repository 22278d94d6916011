import { cpus } from "node:os";
import { performance } from "node:perf_hooks";

/** The kernel counts processor time in steps of 10 ms: less than this much of it says nothing. */
const windowMs = 100;

/** Below this share of idle processor time, one more busy process only takes it from another. */
const spareShare = 0.1;

/** @returns a function that says whether the machine's processors were used up when it last looked, 100 ms ago at most. */
export function crowdedMachine(): () => boolean {
  let before = times();
  let lookedAt = performance.now();
  let crowded = false;
  return () => {
    if (performance.now() - lookedAt < windowMs) return crowded;
    const now = times();
    const all = now.all - before.all;
    crowded = all > 0 && (now.idle - before.idle) / all < spareShare;
    before = now;
    lookedAt = performance.now();
    return crowded;
  };
}

/** Processor time since the start of the machine, in milliseconds over all cores. */
function times(): { idle: number; all: number } {
  let idle = 0;
  let all = 0;
  for (const cpu of cpus()) {
    const { user, nice, sys, irq } = cpu.times;
    idle += cpu.times.idle;
    all += cpu.times.idle + user + nice + sys + irq;
  }
  return { idle, all };
}
