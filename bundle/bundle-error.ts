import type { BuildFailure } from "esbuild";

/** A bundle can't be made. The message names file, line and column. */
export class BundleError extends Error {
  override readonly name = "BundleError";
}

/** Says in words what esbuild found. */
export function raise(failure: BuildFailure): never {
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
