import { chmod, cp, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "./command.ts";
import { cachedFolder } from "./download-cache.ts";

/** https://www.npmjs.com/package/aws-lambda-ric */
const CLIENT = "4.0.2";
/** https://pypi.org/project/aws-sam-cli: AWS publishes the emulator's binaries in it. */
const SAM_CLI = "1.170.0";

/**
 * AWS's Node runtime interface client, as published: `index.mjs` with its native addon, which npm compiles.
 * @throws Error when npm can't install or compile it (it needs a C++ compiler, make and cmake)
 */
export function runtimeInterfaceClient(): Promise<string> {
  return cachedFolder(`aws-lambda-ric-${CLIENT}`, async (directory) => {
    // Node's headers come with the pinned Node: npm would download those of another one.
    const headers = `--nodedir=${dirname(dirname(process.execPath))}`;
    await run("npm", ["install", "--no-save", headers, "--prefix", directory, `aws-lambda-ric@${CLIENT}`]);
  }).then((directory) => join(directory, "node_modules/aws-lambda-ric"));
}

/**
 * AWS's runtime interface emulator, as published.
 * @returns path of the program for this machine's architecture
 * @throws Error when pip can't download it
 */
export async function runtimeInterfaceEmulator(): Promise<string> {
  const architecture = process.arch === "arm64" ? "arm64" : "x86_64";
  const directory = await cachedFolder(`aws-lambda-rie-${SAM_CLI}`, async (folder) => {
    const wheels = join(folder, "wheel");
    await run("python3", [
      "-m",
      "pip",
      "download",
      "--quiet",
      "--no-deps",
      "--dest",
      wheels,
      `aws-sam-cli==${SAM_CLI}`,
    ]);
    const [wheel = ""] = await readdir(wheels);
    await run("python3", ["-m", "zipfile", "-e", join(wheels, wheel), join(folder, "sam")]);
    await cp(join(folder, "sam/samcli/local/rapid"), folder, { recursive: true });
  });
  const program = join(directory, `aws-lambda-rie-${architecture}`);
  await chmod(program, 0o755);
  return program;
}
