import { rmSync } from "node:fs";
import { relative } from "node:path";
import type { StartOptions } from "../../local/options.ts";
import { type LocalCloud, start } from "../../local/start.ts";
import { evaluatedOnce } from "./evaluated.ts";

const running = new Map<string, Promise<LocalCloud>>();

/** Starts in free ports, keeps nothing, and watches nothing unless asked to; this project's programs are evaluated once. */
export async function startForTest(options: StartOptions = {}): Promise<LocalCloud> {
  const free = { port: 0, awsPort: 0, functionUrlPort: 0, ephemeral: true, watch: false };
  const isEdited = options.watch === true || isElsewhere(options.program ?? ".");
  const evaluated = isEdited ? {} : { evaluated: await evaluatedOnce(options) };
  return start({ ...free, ...evaluated, ...options });
}

/**
 * A local cloud that all suites of one process share, for those that leave it as they found it.
 * @returns a function that gives it, once the suite runs
 */
export function useCloud(options: StartOptions = {}): () => LocalCloud {
  let cloud: LocalCloud | undefined;
  before(async function () {
    this.timeout(60_000);
    const { stack = "dev" } = options;
    const key = JSON.stringify({ ...options, stack });
    const shared = running.get(key) ?? startForTest(options);
    running.set(key, shared);
    cloud = await shared;
  });
  return () => {
    if (cloud === undefined) throw new Error("The local cloud starts with the suite.");
    return cloud;
  };
}

/** Whether a program is a test's own. */
function isElsewhere(program: string): boolean {
  return relative(process.cwd(), program).startsWith("..");
}

/** The API's URL. */
export function apiOf(cloud: LocalCloud): string {
  if (cloud.api === undefined) throw new Error("The program declares no API.");
  return cloud.api;
}

/**
 * mocha's hooks for the whole run, or with --parallel for each file. Then a worker keeps its clouds for its other files
 * until it ends, which mocha does at once: their processes end with it.
 */
export const mochaHooks = {
  async afterAll(): Promise<void> {
    const clouds = await Promise.allSettled(running.values());
    const started = clouds.flatMap((cloud) => (cloud.status === "fulfilled" ? [cloud.value] : []));
    if (process.env.MOCHA_WORKER_ID === undefined) await Promise.all(started.map((cloud) => cloud.stop()));
    else for (const { dataDir } of started) folders.add(dataDir);
  },
};

const folders = new Set<string>();
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});
