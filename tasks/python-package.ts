import { existsSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { run } from "./command.ts";

/**
 * A Python package in an environment of its own, in ~/.cache/lambdock, which is made when it is not there.
 * @param program one of the environment's: `bin/NAME`
 * @returns the program's path
 * @throws TaskError without Python, or when it can't be installed
 */
export function pythonPackage(name: string, version: string, program: string): string {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  const folder = join(cache, "lambdock", `${name}-${version}`);
  const installed = join(folder, ".installed");
  if (!existsSync(installed)) {
    const install = `${name} is a Python package: https://www.python.org/downloads/.`;
    run(["python3", "-m", "venv", "--clear", folder], { install });
    run([join(folder, "bin", "pip"), "install", "--quiet", `${name}==${version}`]);
    // What was broken off is begun again.
    writeFileSync(installed, "");
  }
  return join(folder, "bin", program);
}
