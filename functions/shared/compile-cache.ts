import { readdirSync } from "node:fs";
import { getCompileCacheDir } from "node:module";

/**
 * Whether V8's compile cache was there for this process. Node names the cache's folder after its version, the CPU, the
 * V8 flags and the user, and finds it only where all are those of the image's build; else it compiles in silence.
 * https://nodejs.org/docs/latest-v24.x/api/module.html#module-compile-cache
 *
 * @returns undefined where no cache is set up: outside the Lambda image
 */
export function compileCache(): "hit" | "miss" | undefined {
  if (process.env.NODE_COMPILE_CACHE === undefined) return undefined;
  const directory = getCompileCacheDir();
  return directory !== undefined && holdsFiles(directory) ? "hit" : "miss";
}

function holdsFiles(directory: string): boolean {
  try {
    return readdirSync(directory).length > 0;
  } catch {
    return false;
  }
}
