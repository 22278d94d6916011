import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { TaskError } from "./task.ts";

/** Every service: the folders of functions/ with a handler. */
export function serviceNames(): string[] {
  return readdirSync("functions")
    .filter((name) => existsSync(join("functions", name, "handler.ts")))
    .sort();
}

/**
 * The services that a command line names: each by itself, several by commas, `all`, or none for all.
 * @throws TaskError naming a service that does not exist
 */
export function chosenServices(given: readonly string[], all: readonly string[] = serviceNames()): string[] {
  const names = given.flatMap((text) => text.split(",")).filter((name) => name !== "");
  const unknown = names.find((name) => name !== "all" && !all.includes(name));
  if (unknown !== undefined) {
    throw new TaskError(`there is no service ${unknown}. There are ${all.join(", ")}, and all.`, 2);
  }
  return names.length === 0 || names.includes("all") ? [...all] : [...new Set(names)];
}

/** @throws TaskError unless exactly one service is named */
export function chosenService(given: readonly string[], all: readonly string[] = serviceNames()): string {
  const [name, ...more] = chosenServices(given, all);
  if (given.length > 0 && name !== undefined && more.length === 0) return name;
  throw new TaskError(`--service must name one service of ${all.join(", ")}.`, 2);
}
