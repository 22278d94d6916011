import { enableCompileCache } from "node:module";
import { join } from "node:path";

/** Has Node keep what it compiles: to be called before anything else is loaded. */
export function keepCompiledCode(): void {
  enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/lambdock"));
}
