import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

const sources = new Set<string>();

registerHooks({
  load(url, context, nextLoad) {
    if (url.startsWith("file:") && !url.includes("/node_modules/")) sources.add(fileURLToPath(url));
    return nextLoad(url, context);
  },
});

/** Every file that this process has loaded since, but for dependencies and the local cloud's own. */
export function loadedSources(): string[] {
  const own = fileURLToPath(new URL("../", import.meta.url));
  return [...sources].filter((path) => !path.startsWith(own));
}
