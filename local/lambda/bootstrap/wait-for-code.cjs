// Lets a runtime boot while its function's code is still being made, after an edit.
"use strict";

const { readSync } = require("node:fs");

/** What nearly every function loads sooner or later, and what takes Node the longest. */
const USUAL = [
  "node:https",
  "node:crypto",
  "node:fs/promises",
  "node:zlib",
  "node:async_hooks",
  "node:child_process",
];

/** Returns when standard input has ended, as it also does when nobody needs this process any more. */
function waitForCode() {
  for (const name of USUAL) require(name);
  while (readSync(0, Buffer.alloc(1)) > 0);
}

module.exports = { waitForCode };
