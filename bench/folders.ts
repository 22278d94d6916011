import { join, resolve } from "node:path";

export const projectDirectory = resolve(import.meta.dirname, "..");

/** Where the contestants that are no part of this project live; Git ignores it. */
export const cacheDirectory = join(projectDirectory, ".lambdock/cache/bench");
