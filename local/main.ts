import { keepCompiledCode } from "./compile-cache.ts";

keepCompiledCode();
const { runCommandLine } = await import("./command-line.ts");
runCommandLine();
