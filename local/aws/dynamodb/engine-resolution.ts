import { execFile } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { LocalError } from "../../emulator.ts";
import type { DynamoDbEngine, EngineProgram } from "./engine.ts";
import { EngineProcess, type EngineProcessOptions } from "./engine-process.ts";
import { dynamoDbLocal, dynoxide } from "./engine-programs.ts";

export interface EngineOptions extends EngineProcessOptions {
  /** `--dynamodb URL`: an engine that somebody else runs. */
  readonly url?: string;
  /** Absolute path of the folder that keeps the tables; absent: in memory. */
  readonly dataDir?: string;
}

/**
 * Finds a DynamoDB engine and starts it: the URL that was named, the platform's package `@dynoxide/…`, `dynoxide` on PATH,
 * then AWS's own `amazon/dynamodb-local` by Docker.
 * @throws LocalError when there is none, with the line that installs one
 */
export async function startDynamoDbEngine(options: EngineOptions): Promise<DynamoDbEngine> {
  if (options.url !== undefined) return externalEngine(options.url);
  const host = { platform: process.platform, arch: process.arch, path: process.env.PATH ?? "" };
  return EngineProcess.start(await findEngineProgram(host, options.dataDir), options);
}

/** What decides which engine can run here. */
export interface EngineHost {
  readonly platform: string;
  readonly arch: string;
  /** The folders in which programs are looked for, as in PATH. */
  readonly path: string;
}

/** @throws LocalError when there is no engine, with the line that installs one */
export async function findEngineProgram(
  host: EngineHost,
  dataDir: string | undefined,
): Promise<EngineProgram> {
  const binary = packagedBinary(host) ?? binaryOnPath("dynoxide", host);
  if (binary !== undefined) return dynoxide(binary, dataDir);
  if (await dockerAnswers(host)) return dynamoDbLocal(dataDir);
  throw new LocalError(
    `No DynamoDB engine for ${host.platform}-${host.arch} was found. ${installLine(host)}`,
  );
}

function packagedBinary({ platform, arch }: EngineHost): string | undefined {
  const require = createRequire(import.meta.url);
  try {
    const manifest = require.resolve(`@dynoxide/${platform}-${arch}/package.json`);
    const binary = join(dirname(manifest), "dynoxide");
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

function binaryOnPath(name: string, { path }: EngineHost): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The `docker` command alone proves nothing: its daemon may be stopped. */
async function dockerAnswers(host: EngineHost): Promise<boolean> {
  const docker = binaryOnPath("docker", host);
  if (docker === undefined) return false;
  try {
    await promisify(execFile)(docker, ["version", "--format", "{{.Server.Version}}"], { timeout: 5000 });
    return true;
  } catch {
    return false;
  }
}

/** https://github.com/nubo-db/dynoxide/blob/main/docs/installation.md */
function installLine({ platform }: EngineHost): string {
  const install = platform === "darwin" ? "brew install nubo-db/tap/dynoxide" : "cargo install dynoxide-rs";
  return `Install one with "${install}", start Docker, or name a running one with npm start -- --dynamodb URL.`;
}

/** How long somebody else's engine may take to answer for the first time, in milliseconds. */
const ANSWER_LIMIT_MS = 5_000;

/** An engine that is not ours to start or to stop. @throws LocalError when it does not answer */
async function externalEngine(url: string): Promise<DynamoDbEngine> {
  if (!/^http:\/\//.test(url) || !URL.canParse(url))
    throw new LocalError(`--dynamodb must be a URL such as http://127.0.0.1:8000; got ${url}.`);
  try {
    // Whatever it answers, it is there.
    await fetch(url, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
  } catch (error) {
    const { cause, message } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    throw new LocalError(`No DynamoDB engine answers at ${url} (${why}). Start it, or leave --dynamodb out.`);
  }
  return { description: url, url, ready: async () => {}, stop: async () => {} };
}
