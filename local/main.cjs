// What the compile cache has is loaded without the compiler that takes the types out of TypeScript, whose own loading
// takes 70 ms. So what comes before the cache is on is JavaScript.
"use strict";

require("node:module").enableCompileCache(require("./compile-cache.cjs"));

import("./command-line.ts").then(({ runCommandLine }) => runCommandLine());
