import { spawnSync } from "node:child_process";

/** Lines of `ps` of the processes whose command line has a text. */
export function processesWith(text: string): string[] {
  const { stdout } = spawnSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" });
  return stdout.split("\n").filter((line) => line.includes(text) && !line.includes("ps -eo"));
}
