import type { BuildFailure } from "esbuild";

/** A bundle can't be made. The message names file, line and column. */
export class BundleError extends Error {
  override readonly name = "BundleError";
}

/** esbuild's own process, which compiles for all, has ended. After `endService` the next compilation starts it again. */
export class ServiceEnded extends BundleError {}

/** As esbuild says it of what is compiled when its process ends, and of all that comes later. */
const SERVICE_ENDED = /^The service (was stopped|is no longer running)/;

/** Says in words what esbuild found. */
export function raise(failure: BuildFailure): never {
  if (SERVICE_ENDED.test(failure.message)) throw new ServiceEnded(`esbuild: ${failure.message}.`);
  throw new BundleError(explain(failure));
}

function explain(failure: BuildFailure): string {
  if (!Array.isArray(failure.errors)) return String(failure);
  return failure.errors
    .map(({ text, location }) =>
      location === null ? text : `${location.file}:${location.line}:${location.column + 1}: ${text}`,
    )
    .join("\n");
}
