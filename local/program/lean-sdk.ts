import { createRequire, registerHooks } from "node:module";

/**
 * Leaves out of Pulumi's SDK what an evaluation under mocks pays for and never uses: less than half of the time is left.
 * See docs/decisions/evaluation-in-a-child.md.
 */

const SDK = "@pulumi/pulumi";

/** Loaded to turn functions into code (`aws.lambda.CallbackFunction` and the like). */
const FOR_CLOSURES = new Set(["@npmcli/arborist", "normalize-package-data", "typescript"]);

/** Loaded for programs that run Pulumi's command line. */
const AUTOMATION = "./automation";

const unused = new URL("./unused-module.cjs", import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isUnused =
      context.parentURL?.includes(`/${SDK}/`) === true &&
      (FOR_CLOSURES.has(specifier) || (specifier === AUTOMATION && context.parentURL.endsWith("/index.js")));
    if (isUnused) return { url: unused, format: "commonjs", shortCircuit: true };
    return nextResolve(specifier, context);
  },
});

/** The parts of the SDK that note where in the program each promise and each resource was made. */
interface Debuggable {
  debuggablePromise(promise: Promise<unknown>, context: unknown): Promise<unknown>;
}
interface Positions {
  readonly Resource: { callsites(): unknown[] };
}

/** Promises and resources are made by the thousand, and a stack for each is a third of an evaluation. */
export function withoutStacks(): void {
  const require = createRequire(import.meta.url);
  const debuggable: Debuggable = require(`${SDK}/runtime/debuggable.js`);
  const { debuggablePromise } = debuggable;
  debuggable.debuggablePromise = (promise, context) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return debuggablePromise(promise, context);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
  const { Resource }: Positions = require(`${SDK}/resource.js`);
  Resource.callsites = () => [];
}
