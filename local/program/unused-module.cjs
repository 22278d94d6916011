// Stands for what Pulumi's SDK loads to turn functions into code (aws.lambda.CallbackFunction and the like). No program
// that is run here needs it, and it is two thirds of the modules of an evaluation.
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
