import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

/** Loaded by Pulumi's SDK for closures alone; an evaluation takes a quarter less without them. */
const UNUSED = new Set(["@npmcli/arborist", "typescript"]);
const unused = new URL("./unused-module.cjs", import.meta.url).href;

const sources = new Set<string>();

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (UNUSED.has(specifier)) return { url: unused, format: "commonjs", shortCircuit: true };
    return nextResolve(specifier, context);
  },
  load(url, context, nextLoad) {
    if (url.startsWith("file:") && !url.includes("/node_modules/")) sources.add(fileURLToPath(url));
    return nextLoad(url, context);
  },
});

/** Every file that this process has loaded since, dependencies excepted. */
export function loadedSources(): string[] {
  const own = new URL("./", import.meta.url).pathname;
  return [...sources].filter((path) => !path.startsWith(own));
}
