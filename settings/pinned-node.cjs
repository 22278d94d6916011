// Pulumi runs the program with the Node.js that it finds on the PATH. An older one can't load TypeScript, so whatever it
// is, it hands over to the one that the lockfile pins. Pulumi.yaml has this loaded before anything else.
"use strict";

const { spawnSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const NEEDED = 24;
/** Set for the process that was handed over to, which must not hand over in turn. */
const HANDED_OVER = "LAMBDOCK_PINNED_NODE";

if (Number.parseInt(process.versions.node, 10) < NEEDED) {
  const pinned = join(__dirname, "..", "node_modules", ".bin", "node");
  if (process.env[HANDED_OVER] !== undefined || !existsSync(pinned)) {
    const fix = `Run npm ci, which installs it, or put Node.js ${NEEDED} first on the PATH.`;
    process.stderr.write(`Node.js is ${process.version}; the program needs ${NEEDED}. ${fix}\n`);
    process.exit(1);
  }
  const { status } = spawnSync(pinned, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: "inherit",
    env: { ...process.env, [HANDED_OVER]: process.version },
  });
  process.exit(status ?? 1);
}
