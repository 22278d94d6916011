import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Before anything else is loaded: `npm start` is ready sooner by what it need not compile again.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/lambdock"));

const { runCommandLine } = await import("./command-line.ts");
runCommandLine();
