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
  return EngineProcess.start(await findProgram(options.dataDir), options);
}

async function findProgram(dataDir: string | undefined): Promise<EngineProgram> {
  const binary = packagedBinary() ?? binaryOnPath("dynoxide");
  if (binary !== undefined) return dynoxide(binary, dataDir);
  if (await dockerAnswers()) return dynamoDbLocal(dataDir);
  throw new LocalError(
    `No DynamoDB engine for ${process.platform}-${process.arch} was found. ${installLine()}`,
  );
}

function packagedBinary(): string | undefined {
  const require = createRequire(import.meta.url);
  try {
    const manifest = require.resolve(`@dynoxide/${process.platform}-${process.arch}/package.json`);
    const binary = join(dirname(manifest), "dynoxide");
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

function binaryOnPath(name: string): string | undefined {
  const candidates = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function dockerAnswers(): Promise<boolean> {
  try {
    await promisify(execFile)("docker", ["version", "--format", "{{.Server.Version}}"], { timeout: 5000 });
    return true;
  } catch {
    return false;
  }
}

function installLine(): string {
  const install =
    process.platform === "darwin"
      ? "brew install nubo-db/tap/dynoxide"
      : "cargo install dynoxide-rs --locked";
  return `Install one with "${install}", start Docker, or name a running one with npm start -- --dynamodb URL.`;
}

/** An engine that is not ours to start or to stop. */
function externalEngine(url: string): DynamoDbEngine {
  return { description: url, url, ready: async () => {}, stop: async () => {} };
}
