import { parentPort, workerData } from "node:worker_threads";
import { holdDataDirectory } from "../../local/data-directory.ts";

/** A thread that tries to take the same data directories as others do, each at the same moment as they. */

export interface Contest {
  readonly project: string;
  readonly stacks: readonly string[];
  /** How many have come to the line of each stack. */
  readonly arrived: Int32Array<SharedArrayBuffer>;
  readonly contenders: number;
}

const { project, stacks, arrived, contenders } = workerData as Contest;

function tryToHold(stack: string): boolean {
  try {
    holdDataDirectory(project, stack);
    return true;
  } catch (error) {
    if (String(error).includes("runs already")) return false;
    throw error;
  }
}

const won = stacks.filter((stack, line) => {
  if (Atomics.add(arrived, line, 1) + 1 === contenders) Atomics.notify(arrived, line);
  for (let there = 0; there < contenders; there = Atomics.load(arrived, line))
    Atomics.wait(arrived, line, there);
  return tryToHold(stack);
});
parentPort?.postMessage(won);
