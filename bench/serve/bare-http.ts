import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheDirectory } from "../folders.ts";
import type { Contestant } from "./contestant.ts";

const directory = join(cacheDirectory, "bare-http");
const server = fileURLToPath(new URL("./bare-http-server.ts", import.meta.url));

/** A plain `node:http` server that makes the same answer: what is left when there is no gateway and no Lambda. */
export const bareHttp: Contestant = {
  name: "node:http",
  directory,
  versions: {},
  args: (port) => [String(port)],
  async prepare() {
    await mkdir(directory, { recursive: true });
    const manifest = { private: true, scripts: { start: `node ${JSON.stringify(server)}` } };
    await writeFile(join(directory, "package.json"), JSON.stringify(manifest));
  },
};
