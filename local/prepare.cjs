// Runs after `npm ci`. What can't be prepared, on a machine where nothing may be started for example, is made by the
// first `npm start`: it says what is wrong.
"use strict";

const { spawnSync } = require("node:child_process");
const { join } = require("node:path");

const LIMIT_MS = 60_000;

spawnSync(process.execPath, [join(__dirname, "prepare.ts")], {
  env: { ...process.env, NODE_COMPILE_CACHE: require("./compile-cache.cjs") },
  stdio: "ignore",
  timeout: LIMIT_MS,
});
