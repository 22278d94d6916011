// Stands for what the SDK loads to turn functions into code (aws.lambda.CallbackFunction and the like) and to run its own
// command line. No program that is run here needs either, and they are two thirds of the modules of an evaluation.
"use strict";

const asked = new Set(["__esModule", "default", "then"]);

module.exports = new Proxy(
  {},
  {
    get(_, name) {
      if (typeof name === "symbol" || asked.has(name)) return undefined;
      throw new Error(
        "The local cloud can't run functions that Pulumi makes from closures: put them in an image.",
      );
    },
  },
);
