"use strict";

const { join } = require("node:path");

/** Where Node keeps what it compiles of the local cloud. */
module.exports = join(__dirname, "../node_modules/.cache/lambdock");
