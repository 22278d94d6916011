import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { bundle } from "../../bundle/bundle.ts";
import { cacheDirectory, projectDirectory } from "../folders.ts";
import type { Contestant } from "./contestant.ts";
import { cleanEnvironment } from "./npm-environment.ts";

const directory = join(cacheDirectory, "serverless-offline");

/** Serverless 3 is the last version that runs without an account; serverless-offline 14 asks for 4, and works with 3. */
const versions = { serverless: "3.40.0", "serverless-offline": "14.8.2" };

const MANIFEST = { private: true, scripts: { start: "serverless offline" }, dependencies: versions };

/** The newest runtime that Serverless 3 knows; locally everything runs on the Node that runs it. */
const SERVICE = `service: bench
frameworkVersion: "3"
provider:
  name: aws
  runtime: nodejs20.x
  environment:
    POWERTOOLS_SERVICE_NAME: data
plugins:
  - serverless-offline
functions:
  data:
    handler: handler.handler
    events:
      - httpApi: GET /data
`;

/** serverless-offline with its defaults, running the same bundle of the same handler. */
export const serverlessOffline: Contestant = {
  name: "serverless-offline",
  directory,
  versions,
  args: (port) => ["--host", "127.0.0.1", "--httpPort", String(port), "--lambdaPort", "0"],
  environment: { SLS_TELEMETRY_DISABLED: "1", SLS_NOTIFICATIONS_MODE: "off" },
  async prepare() {
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, "package.json"), JSON.stringify(MANIFEST));
    await writeFile(join(directory, "serverless.yml"), SERVICE);
    const { directory: bundled } = await bundle("functions/data/handler.ts", "data", projectDirectory);
    await copyFile(join(projectDirectory, bundled, "handler.js"), join(directory, "handler.js"));
    if (!(await installed())) await install();
  },
};

async function installed(): Promise<boolean> {
  const found = Object.entries(versions).map(async ([name, version]) => {
    const manifest = await readFile(join(directory, "node_modules", name, "package.json"), "utf8");
    return (JSON.parse(manifest) as { version: string }).version === version;
  });
  return (await Promise.allSettled(found)).every((one) => one.status === "fulfilled" && one.value);
}

/** Its install scripts print news and fetch nothing that is needed. */
async function install(): Promise<void> {
  const options = ["--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await promisify(execFile)("npm", ["install", ...options], { cwd: directory, env: cleanEnvironment() });
}
