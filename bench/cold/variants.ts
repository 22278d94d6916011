import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";
import type { FunctionConfiguration } from "../../local/lambda/definition.ts";
import { cacheDirectory, projectDirectory } from "../folders.ts";

/** A function's name in its project: `.build/messages` is of `messages`. */
export function nameOf({ codeDirectory }: FunctionConfiguration): string {
  return basename(codeDirectory);
}

/** The same function with a handler that does nothing: what Node and the runtime take by themselves. */
export async function emptied(configuration: FunctionConfiguration): Promise<FunctionConfiguration> {
  const codeDirectory = join(cacheDirectory, "empty");
  await writePackage(codeDirectory, "commonjs");
  await writeFile(
    join(codeDirectory, "handler.js"),
    "exports.handler = async () => ({ statusCode: 200 });\n",
  );
  return { ...configuration, codeDirectory };
}

/**
 * The same function as a build without a bundler would deploy it: its own TypeScript as JavaScript, ES modules as they
 * are written, and its dependencies in node_modules. That its own few files are one here is to its advantage.
 */
export async function unbundled(configuration: FunctionConfiguration): Promise<FunctionConfiguration> {
  const name = nameOf(configuration);
  const codeDirectory = join(cacheDirectory, "unbundled", name);
  await writePackage(codeDirectory, "module");
  await build({
    absWorkingDir: projectDirectory,
    entryPoints: [`functions/${name}/handler.ts`],
    outfile: join(codeDirectory, "handler.js"),
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node24",
    format: "esm",
    logLevel: "silent",
  });
  return { ...configuration, codeDirectory };
}

async function writePackage(directory: string, type: "commonjs" | "module"): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "package.json"), `${JSON.stringify({ type })}\n`);
}
