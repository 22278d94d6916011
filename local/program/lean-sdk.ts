import { createRequire, registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

/**
 * Leaves out of Pulumi's SDKs what an evaluation under mocks pays for and never uses, or not yet. See
 * docs/decisions/evaluation-in-a-child.md.
 */

const SDK = "@pulumi/pulumi";

/** Loaded to turn functions into code (`aws.lambda.CallbackFunction` and the like). */
const FOR_CLOSURES = new Set(["@npmcli/arborist", "normalize-package-data", "typescript"]);

/** Loaded for programs that run Pulumi's command line. */
const AUTOMATION = "./automation";

/** Loaded to talk to Pulumi's engine. */
const FOR_THE_ENGINE = new Set(["@grpc/grpc-js", "@opentelemetry/api"]);

/** The scheme of a module that is loaded at its first use; the module's own URL follows. */
const LAZY = "lambdock-lazy:";

const unused = new URL("./unused-module.cjs", import.meta.url).href;
const lazyModule = fileURLToPath(new URL("./lazy-module.cjs", import.meta.url));

registerHooks({
  resolve(specifier, context, nextResolve) {
    const { parentURL = "" } = context;
    if (!parentURL.includes("/@pulumi/")) return nextResolve(specifier, context);
    const isOfSdk = parentURL.includes(`/${SDK}/`);
    if (isOfSdk && (FOR_CLOSURES.has(specifier) || isAutomation(specifier, parentURL)))
      return { url: unused, format: "commonjs", shortCircuit: true };
    const resolved = nextResolve(specifier, context);
    const isLazy = isOfSdk ? FOR_THE_ENGINE.has(specifier) : isNamespace(specifier, parentURL, resolved.url);
    return isLazy ? { url: LAZY + resolved.url, format: "commonjs", shortCircuit: true } : resolved;
  },
  load(url, context, nextLoad) {
    if (!url.startsWith(LAZY)) return nextLoad(url, context);
    const [helper, real] = [lazyModule, url.slice(LAZY.length)].map((text) => JSON.stringify(text));
    const source = `module.exports = require(${helper})(${real});`;
    return { format: "commonjs", source, shortCircuit: true };
  },
});

function isAutomation(specifier: string, parentURL: string): boolean {
  return specifier === AUTOMATION && parentURL.endsWith("/index.js");
}

/** `aws.s3` and its 200 like, all of which a provider's index loads. */
function isNamespace(specifier: string, parentURL: string, url: string): boolean {
  return /\/@pulumi\/[\w-]+\/index\.js$/.test(parentURL) && url.endsWith(`${specifier.slice(1)}/index.js`);
}

/** The parts of the SDK that note where in the program each promise and each resource was made. */
interface Debuggable {
  debuggablePromise(promise: Promise<unknown>, context: unknown): Promise<unknown>;
}
interface Positions {
  readonly Resource: { callsites(): unknown[] };
}

const require = createRequire(import.meta.url);
const debuggable = (): Debuggable => require(`${SDK}/runtime/debuggable.js`);

/** Promises and resources are made by the thousand, and to note where each was made is half of an evaluation. */
export function withoutStacks(): void {
  debuggable().debuggablePromise = (promise) => promise;
  const { Resource }: Positions = require(`${SDK}/resource.js`);
  Resource.callsites = () => [];
}

/**
 * Has the SDK say, when this process ends, which resource waits for what; to be called when
 * there are mocks, and before `withoutStacks`.
 * @returns what has it say nothing, since all is done
 */
export function reportUnfinished(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  // The SDK reports when a promise is left: one is enough.
  void debuggable().debuggablePromise(promise, "an evaluation");
  return resolve;
}
