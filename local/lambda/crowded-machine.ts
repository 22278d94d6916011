import { cpus } from "node:os";
import { performance } from "node:perf_hooks";

/** The kernel counts processor time in steps of 10 ms: less than this much of it says nothing. */
const windowMs = 100;

/**
 * With less idle processor time than this, in processors, one more busy process mostly takes from those that are busy: a
 * function's needs nearly a whole one while it starts, and each compiles its hot code anew.
 */
const spareProcessors = 0.75;

/** @returns a function that says whether the machine's processors were used up when it last looked, 100 ms ago at most. */
export function crowdedMachine(): () => boolean {
  let before = times();
  let lookedAt = performance.now();
  let crowded = false;
  return () => {
    if (performance.now() - lookedAt < windowMs) return crowded;
    const now = times();
    const all = now.all - before.all;
    crowded = all > 0 && ((now.idle - before.idle) / all) * now.processors < spareProcessors;
    before = now;
    lookedAt = performance.now();
    return crowded;
  };
}

/** Processor time since the start of the machine, in milliseconds over all cores. */
function times(): { idle: number; all: number; processors: number } {
  let idle = 0;
  let all = 0;
  const processors = cpus();
  for (const cpu of processors) {
    const { user, nice, sys, irq } = cpu.times;
    idle += cpu.times.idle;
    all += cpu.times.idle + user + nice + sys + irq;
  }
  return { idle, all, processors: processors.length };
}
