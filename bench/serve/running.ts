import type { ChildProcess } from "node:child_process";
import { request } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { ProcessSupervisor } from "../../local/process/supervisor.ts";
import type { Contestant } from "./contestant.ts";
import { cleanEnvironment } from "./npm-environment.ts";

/** How often a contestant that starts is asked, in milliseconds: the error of the time to the first answer. */
const ASK_EVERY_MS = 10;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;

/** A contestant that serves. */
export interface Running {
  /** Of `GET /data`. */
  readonly url: string;
  /** Its npm. */
  readonly pid: number;
  /** Milliseconds from the command until the first 200 was complete. */
  readonly firstAnswerMs: number;
  stop(): Promise<void>;
}

/**
 * Types `npm start` and waits until `GET /data` is answered.
 * @throws Error with what it printed when it ends or is not ready within a minute
 */
export async function startContestant(
  contestant: Contestant,
  supervisor: ProcessSupervisor,
): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/data`;
  const started = performance.now();
  const child = supervisor.spawn("npm", ["start", "--silent", "--", ...contestant.args(port)], {
    cwd: contestant.directory,
    env: { ...cleanEnvironment(), ...contestant.environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = collect(child);
  while (!(await answers(url))) {
    const late = performance.now() - started > START_LIMIT_MS;
    if (late || child.exitCode !== null) {
      await supervisor.end(child, STOP_LIMIT_MS);
      throw new Error(`${contestant.name} ${late ? "did not answer in time" : "ended"}:\n${printed()}`);
    }
    await sleep(ASK_EVERY_MS);
  }
  return {
    url,
    pid: child.pid ?? 0,
    firstAnswerMs: performance.now() - started,
    stop: () => supervisor.end(child, STOP_LIMIT_MS),
  };
}

/** Keeps the first lines that a contestant prints, for its obituary, and reads on: a full pipe would stop it. */
function collect(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      if (text.length < 10_000) text += chunk;
    });
  }
  return () => text;
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(url, { agent: false }, (response) => {
      response.resume().once("end", () => resolve(response.statusCode === 200));
    });
    asked.once("error", () => resolve(false)).end();
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
